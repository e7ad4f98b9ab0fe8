using stock from '../db/schema';

@path: '/odata/v4/shop'
service Shop {
  @cds.query.limit: { default: 2, max: 2 }
  entity Books   as projection on stock.Books;
  entity Authors as projection on stock.Authors;
}
