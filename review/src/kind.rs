//! Every kind of fault, in one table: its name, its title, what it means, how the page is mended, and what
//! `graphdown check` says of it already.

use graphdown_codegen::diag::Code;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $title:literal, $check:expr, $meaning:literal, $mend:literal;)*) => {
        /// A kind of fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FaultKind { $($(#[$doc])* $variant,)* }

        impl FaultKind {
            /// Every kind, in the order of a report: what keeps an example from being read comes first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// What it is grouped by: `value-of-another-type`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// A heading.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),* }
            }

            /// The finding of `graphdown check` that tells the same, if there is one.
            pub fn check(self) -> Option<Code> {
                match self { $(Self::$variant => $check),* }
            }

            /// What it means for a reader of the page.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),* }
            }

            /// What to change on the page.
            pub fn mend(self) -> &'static str {
                match self { $(Self::$variant => $mend),* }
            }

            /// True for what is wrong with the form of a block and contradicts nothing that is documented.
            pub fn is_of_form(self) -> bool {
                matches!(
                    self,
                    Self::RepairedJson | Self::NoMetadata | Self::BlockTypeDiffers | Self::NoTypeInMetadata
                )
            }

            /// The kind of a name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.name() == name)
            }
        }
    };
}

kinds! {
    // What keeps a block from being read.
    /// JSON that no repair makes readable.
    NoJson = "no-json", "The body is not readable JSON", Some(Code::UnreadExample),
        "No reader can make a value of the body, so nobody can paste it and no tool can try it.",
        "Write strict JSON; what is left out is an ellipsis on a line of its own.";
    /// JSON after repairs.
    RepairedJson = "repaired-json", "The body is JSON only after repair", Some(Code::RepairedExample),
        "People read over a missing comma; a JSON parser stops there.",
        "Write strict JSON: no trailing commas, no comments, straight quotes.";
    /// A request block that begins with no request line.
    NoRequestLine = "no-request-line", "A request block has no request line", None,
        "The block is marked as a request and shows only a body, so it does not say what is called.",
        "Begin the block with method and address, or mark what the service sends as what it is.";
    /// A response block without a status line.
    NoStatus = "no-status", "A response block has no status line", None,
        "The block does not say with which status code the service answers.",
        "Begin the block with its status line: `HTTP/1.1 200 OK`.";
    /// A request or response without a comment block before it.
    NoMetadata = "no-metadata", "The block has no metadata", None,
        "The publisher's tools tell requests from responses, and find the type of a response, by the comment before the block.",
        "Put the comment with `blockType`, `name` and, for a response, `@odata.type` before the block.";
    /// The comment says request and the block is a response, or the other way round.
    BlockTypeDiffers = "block-type-differs", "The metadata calls a request a response, or the other way round", None,
        "Tools that trust the metadata take the block for what it is not.",
        "Change `blockType` to what the block shows.";
    /// A response with a JSON body and no type in its comment.
    NoTypeInMetadata = "no-type-in-metadata", "The metadata of a response names no type", None,
        "The publisher's tools cannot hold the body against its type.",
        "Add `@odata.type` to the comment; for a list, `isCollection` too.";

    // Addresses.
    /// An address that fits no request line of the page.
    AddressNotDocumented = "address-not-documented", "The address is none that the page documents", None,
        "Whoever follows the request lines never arrives at the example, and whoever follows the example calls what is not documented.",
        "Add the request line, or correct the address.";
    /// The documented address, and a cast or `$count` behind it.
    CastOrCountNotDocumented = "cast-or-count-not-documented", "A cast or `$count` that the page does not document", None,
        "The example goes one segment further than the page's request lines.",
        "Add the request line with the cast or `$count`.";
    /// `/me/…` where only `/users/{id}/…` is documented.
    MeNotDocumented = "me-not-documented", "`/me` where only `/users/{id}` is documented", None,
        "The example calls for the signed-in user what the page documents for any user by id only.",
        "Add the request line that begins with `/me`.";
    /// The documented address with another HTTP method.
    MethodNotDocumented = "method-not-documented", "The method is none that the page documents", None,
        "The example sends another HTTP method than the request line.",
        "Correct whichever is wrong.";
    /// A segment in another case than documented.
    AddressOfAnotherCase = "address-of-another-case", "The address is written in another case", None,
        "The request line, the example or another page spells a segment differently. The service does not care; generated clients, caches and tests that compare addresses do.",
        "Write each segment in one way on all pages.";
    /// A function's argument with quotes that its type does not take, or without those that it takes.
    QuotesDiffer = "quotes-differ", "An argument's quotes do not fit its type", None,
        "Strings stand in single quotes, dates and numbers do not: one of request line, parameter table and example is wrong.",
        "Make the three agree.";
    /// A value in the address that is not of its parameter's type.
    ArgumentOfAnotherType = "argument-of-another-type", "An argument is not of its documented type", None,
        "The value in the address cannot be one of the parameter's type.",
        "Show a value of the type, or correct the type.";
    /// A required query option is not there.
    QueryOptionMissing = "query-option-missing", "A required query option is left out", None,
        "The page calls the option required and the example does without it.",
        "Add it to the example, or call it optional.";
    /// A query option in another case than documented.
    QueryOptionOfAnotherCase = "query-option-of-another-case", "A query option is written in another case", None,
        "The parameter table and the example spell the option differently.",
        "Spell it as the table does; OData's own options are lower case.";
    /// `$` before a name that OData does not have.
    UnknownQueryOption = "unknown-query-option", "A query option that OData does not have", None,
        "Options with a dollar sign are OData's own, and this is none of them.",
        "Correct its name, or leave the dollar sign out.";
    /// `$select` or `$orderby` of a property that the type does not have.
    UnknownPropertyInQuery = "unknown-property-in-query", "The query names a property that the type does not have", None,
        "`$select` or `$orderby` names what the page of the result's type does not list.",
        "Correct the name, or document the property.";

    // Bodies of requests.
    /// A body where the page documents none.
    BodyNotDocumented = "body-not-documented", "A request body where none is documented", None,
        "The page says that nothing is sent, or its method takes no body, and the example sends one.",
        "Document the body, or leave it out of the example.";
    /// A body of another form than documented.
    BodyOfAnotherKind = "body-of-another-kind", "The request body is of another form than documented", None,
        "The page documents an object and the example shows a list or text, or a reference without `@odata.id`.",
        "Correct the example, or document the other form.";
    /// A `Content-Type` that is no media type.
    ContentTypeIsNone = "content-type-is-none", "`Content-Type` is no media type", None,
        "The value of the header is no `type/subtype`.",
        "Write the media type, such as `application/json`.";

    // Responses.
    /// Another status code than documented.
    StatusDiffers = "status-differs", "The status code is not the documented one", None,
        "The section about the response and the example name two codes of success.",
        "Correct whichever is wrong; where both come, document both.";
    /// A body where nothing is returned.
    AnswerNotExpected = "answer-not-expected", "A response body where none is documented", None,
        "The page says that the response has no body and the example shows one.",
        "Document the body, or leave it out of the example.";
    /// Text where JSON is documented.
    AnswerIsNoJson = "answer-is-no-json", "The response shows text where a type is documented", None,
        "A value of the documented type is JSON, and the example shows something else.",
        "Show the JSON, or document the media type.";
    /// One value in an envelope of `value`.
    AnswerInAnEnvelope = "answer-in-an-envelope", "One object in an envelope of `value`", None,
        "The service gives a single object as the whole body; `value` is the envelope of lists and of primitive values. A client that reads the example as the type finds none of its properties.",
        "Show the object itself.";
    /// A list where one value is documented.
    AnswerIsAList = "answer-is-a-list", "A list where one object is documented", None,
        "The section about the response names one object and the example shows many.",
        "Correct whichever is wrong.";
    /// One value where a list is documented.
    AnswerIsNoList = "answer-is-no-list", "One object where a list is documented", None,
        "The section about the response names a collection and the example has no list in `value`.",
        "Correct whichever is wrong.";

    // Values.
    /// A JSON name twice in one object.
    NameTwice = "name-twice", "A name stands twice in one object", None,
        "Readers of JSON keep one of the two and drop the other in silence.",
        "Leave one out.";
    /// `@odata.type` of a type that is none of the documented.
    OtherTypeNamed = "other-type-named", "`@odata.type` names a type that does not fit", None,
        "The value says of itself that it is of a type which no page documents, or which does not derive from the documented one.",
        "Correct the name, or document the type and its base.";
    /// A value that is not of its property's type.
    ValueOfAnotherType = "value-of-another-type", "A value is not of its documented type", None,
        "A typed client cannot put the value into its property: the page of the type or the example is wrong.",
        "Show a value of the type, or correct the type.";
    /// A placeholder that stands for another type.
    PlaceholderOfAnotherKind = "placeholder-of-another-kind", "A placeholder stands for another type", None,
        "The block names a type in the place of the value, and the property's table names another.",
        "Make the two agree.";
    /// A value that the enumeration does not list.
    UnknownMember = "unknown-member", "A value that its enumeration does not list", None,
        "Clients that know the documented members only cannot tell what it means.",
        "Add the member to the enumeration, or correct the example.";
    /// A property that the type does not have.
    UndocumentedProperty = "undocumented-property", "A property that its type does not have", None,
        "The example shows what the page of the type does not list, so no typed client offers it.",
        "Document the property, or leave it out of the example.";
}

#[cfg(test)]
mod tests {
    use super::FaultKind;

    #[test]
    fn names_are_found_again_and_texts_are_sentences() {
        for kind in FaultKind::ALL {
            assert_eq!(FaultKind::parse(kind.name()), Some(*kind));
            assert!(!kind.title().ends_with('.'), "{}", kind.name());
            for text in [kind.meaning(), kind.mend()] {
                assert!(text.ends_with('.') && text.len() > 10, "{}: {text}", kind.name());
            }
        }
        assert_eq!(FaultKind::parse("no-such-kind"), None);
    }
}
