//! Bodies that are no single object: one that may be left out, and a list.

use super::graph::Client;
use super::graph::types::PatchContentCommand;
use super::graph::types::parameters::AbortParameters;
use super::ten::Outcome;

/// Stops a print job.
pub async fn abort(graph: &Client) -> Outcome<()> {
    let job = graph.print().printers().id("p1").jobs().id("7");
    job.abort(None).await?;
    Ok(())
}

/// Stops a print job and says why.
pub async fn abort_for(graph: &Client, reason: &str) -> Outcome<()> {
    let job = graph.print().printers().id("p1").jobs().id("7");
    let parameters = AbortParameters {
        reason: Some(reason.to_owned()),
        ..Default::default()
    };
    job.abort(Some(&parameters)).await?;
    Ok(())
}

/// Adds paragraphs to a page of a notebook, in one call.
pub async fn append(graph: &Client, paragraphs: &[&str]) -> Outcome<()> {
    let commands: Vec<_> = paragraphs
        .iter()
        .map(|paragraph| PatchContentCommand {
            target: Some("body".to_owned()),
            action: Some("append".to_owned()),
            content: Some(format!("<p>{paragraph}</p>")),
            ..Default::default()
        })
        .collect();
    let page = graph.me().onenote().pages().id("p1");
    page.content().update(&commands).await?;
    Ok(())
}
