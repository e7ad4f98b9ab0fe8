//! What the types must not let through. `TRYBUILD=overwrite` rewrites the expectations.

#[test]
fn wrong_properties_and_values_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
