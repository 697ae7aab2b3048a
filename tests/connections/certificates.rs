//! The certificates that a client trusts.

use super::*;

#[tokio::test]
async fn a_certificate_is_trusted_once_it_is_added() {
    let server = Server::start(|_, peer: Peer| peer.serve()).await;
    let graph = server.client();
    assert_eq!(create(&graph, 0).await.unwrap(), 1);

    // Another certificate for the same address.
    let (other, _) = server::tls();
    let stranger = server.builder_with(&[&other]).build().unwrap();
    let error = failed(status(1).create("7").retries(0), &stranger).await;
    assert_eq!(error.disposition(), Disposition::NotSent, "{error}");
    assert!(matches!(error.kind(), ErrorKind::Connect(_)), "{error}");

    // Several in one file, and several files.
    let both = [other.as_str(), &server.certificate].concat();
    for files in [&[both.as_str()][..], &[&other, &server.certificate]] {
        let graph = server.builder_with(files).build().unwrap();
        assert_eq!(create(&graph, 2).await.unwrap(), 1);
    }
    assert_eq!(server.log.stored(), users([0, 2, 2]));
}

/// A client of a server on this machine has no TLS of its own; another server is reached with it all the same.
#[tokio::test]
async fn an_upload_session_of_another_server_is_reached_with_tls() {
    let server = Server::start(|_, peer: Peer| peer.serve()).await;
    let session = format!("{}/up?tempauth=secret", server.client().base_url());
    let file = r#"{"userPrincipalName":"user7@contoso.com"}"#;
    let builder = || GraphClient::builder().base_url("http://127.0.0.1:9").token("secret-token").retries(0);
    let graph = builder().root_certificate(server.certificate.clone()).build().unwrap();
    let answer = graph.upload(&session).bytes(file).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 201);
    assert_eq!(server.log.stored(), users([7]));

    let error = builder().build().unwrap().upload(&session).bytes(file).send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Connect(_)), "{error}");
    assert_eq!(error.disposition(), Disposition::NotSent);
}

#[test]
fn a_text_without_a_certificate_is_refused() {
    let (certificate, _) = server::tls();
    for pem in ["", "certificate", "-----BEGIN CERTIFICATE-----\nMII%\n-----END CERTIFICATE-----\n"] {
        let builder = GraphClient::builder().token("t").root_certificate(certificate.clone()).root_certificate(pem);
        let error = builder.build().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Certificate), "{error}");
        let text = "a root certificate is not PEM, write text with `-----BEGIN CERTIFICATE-----`";
        assert_eq!((error.disposition(), error.to_string().as_str()), (Disposition::NotSent, text));
    }
}
