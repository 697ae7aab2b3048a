//! How an emulator starts.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::runtime::Handle;

use super::Emulator;
use crate::builder::EmulatorBuilder;
use crate::request::recorded::RequestLog;
use crate::server::connection::accept;
use crate::server::exchange::Shared;
use crate::store::collections::Store;
use crate::tenant::Tenant;

/// Here, so that the builder does not need to know the emulator.
impl EmulatorBuilder {
    /// Starts.
    ///
    /// # Errors
    ///
    /// Those of [`Emulator::bind`].
    ///
    /// # Panics
    ///
    /// As [`Emulator::start`].
    pub async fn start(self) -> io::Result<Emulator> {
        // tokio would panic.
        let runtime = Handle::try_current().map_err(io::Error::other)?;
        // Loopback and nothing else: who can reach the port can read and write everything.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let address = listener.local_addr()?;
        let (store, log) = match self.count_by {
            Some(property) => (Store::counting(property), None),
            None => (Store::new(), Some(RequestLog::new())),
        };
        let tenant = Tenant::new(store, log, self.profiles, self.page_size);
        let shared = Arc::new(Shared::new(format!("http://{address}"), self.on_answer, tenant));
        let server = runtime.spawn(accept(listener, Arc::clone(&shared)));
        Ok(Emulator { shared, address, server })
    }
}
