namespace stock;

entity Books {
  key ID        : Integer;
      title     : String;
      stock     : Integer;
      price     : Decimal(9, 2);
      published : Date;
      @odata.etag
      revision  : Integer default 1;
      author    : Association to Authors;
}

entity Authors {
  key ID    : Integer;
      name  : String;
      books : Association to many Books on books.author = $self;
}
