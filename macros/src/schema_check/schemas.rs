//! Small schemas for the unit tests of the check.

use std::sync::Arc;

use graph_entity_schema::Schema;
use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::errors::Errors;
use crate::facade::SchemaCheck;
use crate::model::entity::{Entity, Kind};
use crate::model::kind::{OperationKind, POST};
use crate::pipeline::{enumeration, operations};
use crate::schema_check::{Against, Metadata, Version};

const V1: &str = r#"
    <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
      <Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <EnumType Name="importance"><Member Name="low" /><Member Name="normal" /><Member Name="high" /></EnumType>
        <EnumType Name="keyUsages" IsFlags="true">
          <Member Name="keyEncipherment" /><Member Name="digitalSignature" />
        </EnumType>
        <EntityType Name="entity" Abstract="true">
          <Key><PropertyRef Name="id" /></Key>
          <Property Name="id" Type="Edm.String" Nullable="false" />
        </EntityType>
        <EntityType Name="message" BaseType="graph.entity">
          <Property Name="subject" Type="Edm.String" />
          <Property Name="importance" Type="graph.importance" />
          <Property Name="createdDateTime" Type="Edm.DateTimeOffset">
            <Annotation Term="Org.OData.Core.V1.Computed" Bool="true" />
          </Property>
          <Property Name="body" Type="graph.itemBody" />
          <Property Name="source" Type="Edm.String">
            <Annotation Term="Org.OData.Core.V1.Immutable" Bool="true" />
          </Property>
          <Property Name="selected" Type="Edm.String">
            <Annotation Term="Org.OData.Core.V1.Description" String="Returned only on `$select`." />
          </Property>
          <NavigationProperty Name="attachments" Type="Collection(graph.attachment)" ContainsTarget="true" />
        </EntityType>
        <EntityType Name="event" BaseType="graph.entity">
          <Property Name="subject" Type="Edm.String" />
          <Property Name="transactionId" Type="Edm.String" />
        </EntityType>
        <EntityType Name="attachment" BaseType="graph.entity">
          <Annotation Term="Org.OData.Capabilities.V1.UpdateRestrictions">
            <Record><PropertyValue Property="Updatable" Bool="false" /></Record>
          </Annotation>
        </EntityType>
        <EntityType Name="fileAttachment" BaseType="graph.attachment">
          <Property Name="contentBytes" Type="Edm.Binary" />
        </EntityType>
        <EntityType Name="user" BaseType="graph.entity" OpenType="true">
          <Property Name="displayName" Type="Edm.String" />
          <Property Name="accountEnabled" Type="Edm.Boolean" />
          <NavigationProperty Name="messages" Type="Collection(graph.message)" ContainsTarget="true" />
          <NavigationProperty Name="manager" Type="graph.user" />
        </EntityType>
        <EntityType Name="group" BaseType="graph.entity">
          <Property Name="displayName" Type="Edm.String" />
          <Property Name="unseenCount" Type="Edm.Int32" />
          <Annotation Term="Org.OData.Core.V1.AlternateKeys">
            <Collection><Record><PropertyValue Property="Key"><Collection><Record>
              <PropertyValue Property="Alias" String="uniqueName" />
              <PropertyValue Property="Name" PropertyPath="uniqueName" />
            </Record></Collection></PropertyValue></Record></Collection>
          </Annotation>
        </EntityType>
        <Function Name="delta" IsBound="true">
          <Parameter Name="bindingParameter" Type="Collection(graph.message)" />
          <ReturnType Type="Collection(graph.message)" />
        </Function>
        <ComplexType Name="itemBody"><Property Name="content" Type="Edm.String" /></ComplexType>
        <Action Name="sendMail" IsBound="true">
          <Parameter Name="bindingParameter" Type="graph.user" />
          <Parameter Name="Message" Type="graph.message" Nullable="false" />
          <Parameter Name="SaveToSentItems" Type="Edm.Boolean" />
        </Action>
        <Function Name="reminderView" IsBound="true">
          <Parameter Name="bindingParameter" Type="graph.user" />
          <Parameter Name="StartDateTime" Type="Edm.String" />
          <Parameter Name="EndDateTime" Type="Edm.String">
            <Annotation Term="Org.OData.Core.V1.OptionalParameter" />
          </Parameter>
          <ReturnType Type="Collection(graph.itemBody)" />
        </Function>
        <EntityContainer Name="GraphService">
          <EntitySet Name="users" EntityType="graph.user" />
          <EntitySet Name="groups" EntityType="graph.group">
            <Annotation Term="Org.OData.Capabilities.V1.UpdateRestrictions">
              <Record><PropertyValue Property="Upsertable" Bool="true" /></Record>
            </Annotation>
          </EntitySet>
          <Singleton Name="me" Type="graph.user" />
        </EntityContainer>
      </Schema>
    </edmx:DataServices></edmx:Edmx>"#;

const BETA: &str = r#"
    <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
      <Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <EntityType Name="agent"><Key><PropertyRef Name="id" /></Key><Property Name="id" Type="Edm.String" /></EntityType>
        <Action Name="start" IsBound="true"><Parameter Name="bindingParameter" Type="graph.agent" /></Action>
        <EntityContainer Name="GraphService"><EntitySet Name="agents" EntityType="graph.agent" /></EntityContainer>
      </Schema>
    </edmx:DataServices></edmx:Edmx>"#;

/// Schemas that stand in for files.
pub(super) struct Schemas {
    v1: Option<Arc<Schema>>,
    beta: Option<Arc<Schema>>,
}

impl Schemas {
    pub(super) fn both() -> Self {
        Self { v1: Some(parsed(V1)), beta: Some(parsed(BETA)) }
    }

    pub(super) fn pruned() -> Self {
        Self { v1: Some(parsed(&format!("<?graph-entity pruned?>{V1}"))), beta: None }
    }

    pub(super) fn none() -> Self {
        Self { v1: None, beta: None }
    }
}

fn parsed(text: &str) -> Arc<Schema> {
    Arc::new(Schema::parse(text).unwrap())
}

impl Metadata for Schemas {
    fn schema(&self, version: Version, _: &str) -> Result<Option<Arc<Schema>>, Option<String>> {
        self.if_present(version).map(Some).ok_or_else(|| Some("the schema is missing".to_owned()))
    }

    fn if_present(&self, version: Version) -> Option<Arc<Schema>> {
        match version {
            Version::V1 => self.v1.clone(),
            Version::Beta => self.beta.clone(),
        }
    }

    fn tracked(&self, _: &str) -> TokenStream {
        TokenStream::new()
    }
}

/// What the check says of an entity.
pub(super) fn entity_messages(input: &DeriveInput, schemas: Schemas) -> Vec<String> {
    let mut errors = Errors::default();
    let entity = Entity::new(Kind::Entity, input, &mut errors);
    Against(schemas).entity(&entity, &mut errors);
    errors.messages()
}

/// What the check says of an enumeration.
pub(super) fn enum_messages(input: &DeriveInput, schemas: Schemas) -> Vec<String> {
    enumeration(input, &Against(schemas)).1.messages()
}

/// The messages about the path of an operation.
pub(super) fn messages_of(
    kind: &'static OperationKind,
    attribute: TokenStream,
    item: TokenStream,
    schemas: Schemas,
) -> Vec<String> {
    operations(kind, attribute, item, &Against(schemas)).1.messages()
}

/// What comes of the attribute of an operation.
pub(super) fn tokens_of(
    kind: &'static OperationKind,
    attribute: TokenStream,
    item: TokenStream,
    schemas: Schemas,
) -> TokenStream {
    operations(kind, attribute, item, &Against(schemas)).0
}

/// The messages about the path of a create.
pub(super) fn post_messages(attribute: TokenStream, item: TokenStream, schemas: Schemas) -> Vec<String> {
    messages_of(&POST, attribute, item, schemas)
}
