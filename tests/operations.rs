//! The three operations of the documents, as their examples declare them, and the documents' bodies.

use graph_entity::edm::DateTimeOffset;
use graph_entity::{GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.complianceStatus")]
pub enum ComplianceStatus {
    Unknown,
    NotApplicable,
    Compliant,
    Remediated,
    NonCompliant,
    Error,
    Conflict,
    NotAssigned,
    #[graph_enum(other)]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
#[graph_post(
    "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
pub struct DeviceConfigurationUserStatus {
    #[graph_entity(key)]
    pub id: Option<String>,
    #[graph_entity(required)]
    pub user_display_name: Option<String>,
    #[graph_entity(required)]
    pub devices_count: Option<i32>,
    #[graph_entity(required)]
    pub status: Option<ComplianceStatus>,
    #[graph_entity(required)]
    pub last_reported_date_time: Option<DateTimeOffset>,
    #[graph_entity(required)]
    pub user_principal_name: Option<String>,
}

impl DeviceConfigurationUserStatus {
    pub fn of_the_document() -> Self {
        Self {
            id: None,
            user_display_name: Some("User Display Name value".to_owned()),
            devices_count: Some(12),
            status: Some(ComplianceStatus::NotApplicable),
            last_reported_date_time: Some("2017-01-01T00:00:17.7769392-08:00".parse().unwrap()),
            user_principal_name: Some("User Principal Name value".to_owned()),
        }
    }
}

#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.deviceComplianceUserStatus")]
#[graph_post(
    "/deviceManagement/deviceCompliancePolicies/{deviceCompliancePolicyId}/userStatuses",
    delegated = "DeviceManagementConfiguration.ReadWrite.All",
    application = "DeviceManagementConfiguration.ReadWrite.All"
)]
pub struct DeviceComplianceUserStatus {
    #[graph_entity(key)]
    pub id: Option<String>,
    #[graph_entity(required)]
    pub user_display_name: Option<String>,
    #[graph_entity(required)]
    pub devices_count: Option<i32>,
    #[graph_entity(required)]
    pub status: Option<ComplianceStatus>,
    #[graph_entity(required)]
    pub last_reported_date_time: Option<DateTimeOffset>,
    #[graph_entity(required)]
    pub user_principal_name: Option<String>,
}

impl DeviceComplianceUserStatus {
    pub fn of_the_document() -> Self {
        Self {
            id: None,
            user_display_name: Some("User Display Name value".to_owned()),
            devices_count: Some(12),
            status: Some(ComplianceStatus::NotApplicable),
            last_reported_date_time: Some("2017-01-01T00:00:17.7769392-08:00".parse().unwrap()),
            user_principal_name: Some("User Principal Name value".to_owned()),
        }
    }
}

/// Where the emulator stores what `create("7")` of v1.0's configuration statuses creates.
pub const COLLECTION: &str = "/v1.0/deviceManagement/deviceConfigurations/7/userStatuses";

/// The user of a status by its number, for tests with many of them.
pub fn user(number: u64) -> String {
    format!("user{number}@contoso.com")
}

/// The request body of the documents, without the white space between its tokens.
pub fn body_of_the_document(name: &str) -> String {
    let whole = answer_of_the_document(name);
    whole.replace(r#""id":"7e323db2-3db2-7e32-b23d-327eb23d327e","#, "")
}

/// The answer of the documents, without the white space between its tokens.
pub fn answer_of_the_document(name: &str) -> String {
    [
        r##"{"@odata.type":"#microsoft.graph."##,
        name,
        r#"","id":"7e323db2-3db2-7e32-b23d-327eb23d327e","userDisplayName":"User Display Name value","#,
        r#""devicesCount":12,"status":"notApplicable","#,
        r#""lastReportedDateTime":"2017-01-01T00:00:17.7769392-08:00","#,
        r#""userPrincipalName":"User Principal Name value"}"#,
    ]
    .concat()
}

pub mod beta {
    use graph_entity::Create;

    use super::{ComplianceStatus, DateTimeOffset, GraphEntity, graph_post};

    #[derive(Debug, Clone, PartialEq, GraphEntity)]
    #[graph_entity("microsoft.graph.deviceConfigurationUserStatus", beta)]
    #[graph_post(
        "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses",
        beta,
        delegated = "DeviceManagementConfiguration.ReadWrite.All",
        application = "DeviceManagementConfiguration.ReadWrite.All"
    )]
    #[graph_post(
        "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/rootCertificate/userStatuses",
        beta,
        name = "create_for_root_certificate",
        delegated = "DeviceManagementConfiguration.ReadWrite.All",
        application = "DeviceManagementConfiguration.ReadWrite.All"
    )]
    #[graph_post(
        "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/identityCertificate/userStatuses",
        beta,
        name = "create_for_identity_certificate",
        delegated = "DeviceManagementConfiguration.ReadWrite.All",
        application = "DeviceManagementConfiguration.ReadWrite.All"
    )]
    #[graph_post(
        "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/identityCertificate/rootCertificate/userStatuses",
        beta,
        name = "create_for_root_of_identity_certificate",
        delegated = "DeviceManagementConfiguration.ReadWrite.All",
        application = "DeviceManagementConfiguration.ReadWrite.All"
    )]
    #[graph_post(
        "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.iosScepCertificateProfile/rootCertificate/userStatuses",
        beta,
        name = "create_for_scep_root_certificate",
        delegated = "DeviceManagementConfiguration.ReadWrite.All",
        application = "DeviceManagementConfiguration.ReadWrite.All"
    )]
    #[graph_post(
        "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.windowsPhone81VpnConfiguration/identityCertificate/userStatuses",
        beta,
        name = "create_for_vpn_identity_certificate",
        delegated = "DeviceManagementConfiguration.ReadWrite.All",
        application = "DeviceManagementConfiguration.ReadWrite.All"
    )]
    #[graph_post(
        "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.windowsWifiEnterpriseEAPConfiguration/identityCertificateForClientAuthentication/userStatuses",
        beta,
        name = "create_for_wifi_client_certificate",
        delegated = "DeviceManagementConfiguration.ReadWrite.All",
        application = "DeviceManagementConfiguration.ReadWrite.All"
    )]
    #[graph_post(
        "/deviceManagement/deviceConfigurations/{deviceConfigurationId}/microsoft.graph.windowsWifiEnterpriseEAPConfiguration/rootCertificatesForServerValidation/{windows81TrustedRootCertificateId}/userStatuses",
        beta,
        name = "create_for_wifi_server_certificate",
        delegated = "DeviceManagementConfiguration.ReadWrite.All",
        application = "DeviceManagementConfiguration.ReadWrite.All"
    )]
    pub struct DeviceConfigurationUserStatus {
        #[graph_entity(key)]
        pub id: Option<String>,
        #[graph_entity(required)]
        pub user_display_name: Option<String>,
        #[graph_entity(required)]
        pub devices_count: Option<i32>,
        #[graph_entity(required)]
        pub status: Option<ComplianceStatus>,
        #[graph_entity(required)]
        pub last_reported_date_time: Option<DateTimeOffset>,
        #[graph_entity(required)]
        pub user_principal_name: Option<String>,
    }

    impl DeviceConfigurationUserStatus {
        pub fn of_the_document() -> Self {
            Self {
                id: None,
                user_display_name: Some("User Display Name value".to_owned()),
                devices_count: Some(12),
                status: Some(ComplianceStatus::NotApplicable),
                last_reported_date_time: Some("2017-01-01T00:00:17.7769392-08:00".parse().unwrap()),
                user_principal_name: Some("User Principal Name value".to_owned()),
            }
        }

        pub fn all_eight(&self, id: &str, certificate: &str) -> [Create<Self>; 8] {
            [
                self.create(id),
                self.create_for_root_certificate(id),
                self.create_for_identity_certificate(id),
                self.create_for_root_of_identity_certificate(id),
                self.create_for_scep_root_certificate(id),
                self.create_for_vpn_identity_certificate(id),
                self.create_for_wifi_client_certificate(id),
                self.create_for_wifi_server_certificate(id, certificate),
            ]
        }
    }
}
