//! Signing in with a code on another device (RFC 8628), as the Microsoft identity platform has it.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderValue, Method, Request, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{
    super::{Clock, SystemClock, Transport, base_url::BaseUrl, inert::Inert},
    BoxError, BoxFuture, Credential, Token, TokenRequest,
};

/// Signs a person in: they open a page, on any device, and type a code there. For a first script, and for machines without a browser.
///
/// Wrap it in a [`CachedCredential`](super::CachedCredential), so that one token serves many calls and one person is asked once. A token that
/// expired is renewed without asking again, as long as the identity platform allows it.
///
/// ```no_run
/// # #[cfg(feature = "reqwest")] {
/// use graphdown_runtime::{CachedCredential, DeviceCode};
///
/// let authority = "https://login.example.com/common";
/// let sign_in = DeviceCode::new(authority, "00001111-aaaa-2222-bbbb-3333cccc4444", |prompt| eprintln!("{}", prompt.message));
/// let credential = CachedCredential::new(sign_in);
/// # }
/// ```
pub struct DeviceCode {
    authority: String,
    client_id: String,
    scopes: Option<String>,
    prompt: Box<dyn Fn(&DeviceCodePrompt) + Send + Sync>,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    /// What renews a token without a person.
    refresh_token: Mutex<Option<String>>,
}

/// What a person is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeviceCodePrompt {
    /// All of it in words, as the identity platform says it.
    pub message: String,
    /// What is to be typed.
    pub user_code: String,
    /// The page where it is to be typed.
    pub verification_uri: String,
}

/// How often is asked whether the person has signed in, where the platform does not say (RFC 8628, 3.2), and what is added where it finds
/// that too often (3.5).
const INTERVAL: Duration = Duration::from_secs(5);

/// How long a code is good for, at most.
const LONGEST: Duration = Duration::from_secs(60 * 60);

const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// An answer of the identity platform that is no success.
struct Refusal {
    code: String,
    description: String,
}

impl DeviceCode {
    /// Signs in at `authority`, which names the tenant (`https://login.microsoftonline.com/common`, or a tenant's id in place of `common`), as
    /// the application `client_id`, which must allow public client flows. `prompt` tells the person what to do. Sends over reqwest.
    #[cfg(feature = "reqwest")]
    pub fn new(
        authority: impl Into<String>,
        client_id: impl Into<String>,
        prompt: impl Fn(&DeviceCodePrompt) + Send + Sync + 'static,
    ) -> Self {
        Self::over(
            crate::calls::ReqwestTransport::default(),
            authority,
            client_id,
            prompt,
        )
    }

    /// As `new`, over a transport of one's own.
    pub fn over(
        transport: impl Transport,
        authority: impl Into<String>,
        client_id: impl Into<String>,
        prompt: impl Fn(&DeviceCodePrompt) + Send + Sync + 'static,
    ) -> Self {
        Self {
            authority: authority.into(),
            client_id: client_id.into(),
            scopes: None,
            prompt: Box::new(prompt),
            transport: Arc::new(transport),
            clock: Arc::new(SystemClock),
            refresh_token: Mutex::default(),
        }
    }

    /// Asks for these permissions (`User.Read Mail.Send`) in place of all that the application was granted before.
    #[must_use]
    pub fn scopes(mut self, scopes: impl Into<String>) -> Self {
        self.scopes = Some(scopes.into());
        self
    }

    /// What tells the time and waits, in place of this machine.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    async fn signed_in(&self, request: &TokenRequest) -> Result<Token, BoxError> {
        let claims = claims(request.claims());
        let scope = self.scopes.as_deref().unwrap_or(request.scope());
        let scope = format!("{scope} offline_access");
        if let Some(refresh_token) = self.kept() {
            let form = [
                ("grant_type", "refresh_token"),
                ("client_id", &self.client_id),
                ("refresh_token", &refresh_token),
                ("scope", &scope),
                ("claims", &claims),
            ];
            match self.asked("token", &form).await? {
                Ok(answer) => return self.token(&answer),
                // The person has to sign in again.
                Err(refusal) if matches!(refusal.code.as_str(), "invalid_grant" | "interaction_required") => {
                    self.keep(None);
                }
                Err(refusal) => return Err(refusal.into()),
            }
        }
        let form = [
            ("client_id", self.client_id.as_str()),
            ("scope", &scope),
            ("claims", &claims),
        ];
        let begun = self.asked("devicecode", &form).await?.map_err(BoxError::from)?;
        (self.prompt)(&DeviceCodePrompt {
            message: text(&begun, "message")?,
            user_code: text(&begun, "user_code")?,
            verification_uri: text(&begun, "verification_uri")?,
        });
        self.awaited(&begun, &claims).await
    }

    /// The token, once the person has signed in (RFC 8628, 3.4 and 3.5).
    async fn awaited(&self, begun: &Value, claims: &str) -> Result<Token, BoxError> {
        let device_code = text(begun, "device_code")?;
        let form = [
            ("grant_type", DEVICE_GRANT),
            ("client_id", &self.client_id),
            ("device_code", &device_code),
            ("claims", claims),
        ];
        let mut interval = seconds(begun, "interval")
            .unwrap_or(INTERVAL)
            .clamp(Duration::from_secs(1), LONGEST);
        let mut left = seconds(begun, "expires_in").unwrap_or(LONGEST).min(LONGEST);
        loop {
            left = left
                .checked_sub(interval)
                .ok_or("nobody has signed in while the code was good")?;
            self.clock.sleep(interval).await;
            let Ok(answer) = self.asked("token", &form).await else {
                // A connection that is not there now may be the next time, asked for less often (3.5).
                interval = interval.saturating_mul(2);
                continue;
            };
            match answer {
                Ok(answer) => return self.token(&answer),
                Err(refusal) if refusal.code == "authorization_pending" => {}
                Err(refusal) if refusal.code == "slow_down" => interval += INTERVAL,
                Err(refusal) => return Err(refusal.into()),
            }
        }
    }

    /// Posts a form to an endpoint of the authority.
    async fn asked(&self, endpoint: &str, form: &[(&str, &str)]) -> Result<Result<Value, Refusal>, BoxError> {
        // What is sent there gives access: over plain http to this machine alone.
        let authority = BaseUrl::parse(&self.authority, false)?;
        let fields: Vec<_> = form
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        let mut request = Request::new(Bytes::from(fields.join("&")));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = format!("{}/oauth2/v2.0/{endpoint}", authority.as_str()).parse()?;
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(header::CONTENT_TYPE, form);
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(header::ACCEPT, json);
        let response = self.transport.send(request).await?;
        let status = response.status();
        let answer: Value = serde_json::from_slice(response.body()).unwrap_or_default();
        if status.is_success() && answer.is_object() {
            return Ok(Ok(answer));
        }
        match answer["error"].as_str() {
            Some(code) => Ok(Err(Refusal {
                code: code.to_owned(),
                description: answer["error_description"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
            })),
            None => Err(unexpected(status)),
        }
    }

    fn token(&self, answer: &Value) -> Result<Token, BoxError> {
        if let Some(refresh_token) = answer["refresh_token"].as_str() {
            self.keep(Some(refresh_token.to_owned()));
        }
        let token = Token::new(text(answer, "access_token")?);
        let expiry = seconds(answer, "expires_in").and_then(|it| self.clock.now().checked_add(it));
        Ok(match expiry {
            Some(expiry) => token.expires_at(expiry),
            None => token,
        })
    }

    fn kept(&self) -> Option<String> {
        self.refresh_token
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, refresh_token: Option<String>) {
        *self.refresh_token.lock().unwrap_or_else(PoisonError::into_inner) = refresh_token;
    }
}

impl Credential for DeviceCode {
    fn token<'a>(&'a self, request: &'a TokenRequest) -> BoxFuture<'a, Result<Token, BoxError>> {
        Box::pin(self.signed_in(request))
    }
}

/// What is to be true of the token, and that this client knows what to do where a service finds it no longer so: the capability `cp1`.
fn claims(wanted: Option<&str>) -> String {
    let mut claims: Value = wanted
        .and_then(|claims| serde_json::from_str(claims).ok())
        .filter(Value::is_object)
        .unwrap_or_else(|| json!({}));
    if !claims["access_token"].is_object() {
        claims["access_token"] = json!({});
    }
    claims["access_token"]["xms_cc"] = json!({"values": ["cp1"]});
    claims.to_string()
}

fn text(answer: &Value, name: &str) -> Result<String, BoxError> {
    let text = answer[name].as_str().map(str::to_owned);
    text.ok_or_else(|| format!("the identity platform's answer has no {name}").into())
}

/// Seconds, as a number or as a text, as some versions of the platform have them.
fn seconds(answer: &Value, name: &str) -> Option<Duration> {
    let value = &answer[name];
    let seconds = value.as_u64().or_else(|| value.as_str()?.parse().ok())?;
    Some(Duration::from_secs(seconds))
}

fn unexpected(status: StatusCode) -> BoxError {
    format!("the identity platform answered {status}, and not as OAuth has it").into()
}

impl From<Refusal> for BoxError {
    fn from(refusal: Refusal) -> Self {
        format!("{}: {}", Inert(&refusal.code), Inert(&refusal.description)).into()
    }
}

/// Where and as which application, and no token.
impl fmt::Debug for DeviceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceCode")
            .field("authority", &super::super::link::shown(&self.authority))
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
