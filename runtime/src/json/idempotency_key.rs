//! What the type of an `idempotency_key` field has to be.

use uuid::Uuid;

use crate::edm::Guid;
use crate::json::property::Property;

/// The type of a property by which the service recognises a create that it carried out before.
#[diagnostic::on_unimplemented(
    message = "an idempotency key is a text or a GUID, and a `{Self}` is neither",
    label = "write `Option<String>` or `Option<Guid>`"
)]
pub trait IdempotencyKey: Property {
    /// Whether the caller chose a key. An empty text and a GUID of zeros are not keys: two creates with one of them would be the
    /// same to the service.
    fn is_given(&self) -> bool;
}

impl IdempotencyKey for String {
    fn is_given(&self) -> bool {
        !self.is_empty()
    }
}

impl IdempotencyKey for Guid {
    fn is_given(&self) -> bool {
        !Uuid::from(*self).is_nil()
    }
}

#[diagnostic::do_not_recommend]
impl<T: IdempotencyKey> IdempotencyKey for Option<T> {
    fn is_given(&self) -> bool {
        self.as_ref().is_some_and(T::is_given)
    }
}

#[diagnostic::do_not_recommend]
impl<T: IdempotencyKey> IdempotencyKey for Box<T> {
    fn is_given(&self) -> bool {
        T::is_given(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_caller_would_choose_is_not_a_key() {
        let guid = "39b4cd38-cd38-39b4-38cd-b43938cdb439";
        assert!(
            "7".to_owned().is_given() && Some("7".to_owned()).is_given() && Box::new(Some("7".to_owned())).is_given()
        );
        assert!(guid.parse::<Guid>().unwrap().is_given());
        assert!(!String::new().is_given() && !Some(String::new()).is_given() && !None::<String>.is_given());
        assert!(!Guid::default().is_given() && !Some(Guid::default()).is_given());
    }
}
