//! What is uploaded: bytes in memory, or a file that is read chunk by chunk.

use std::future::poll_fn;
use std::io::{self, SeekFrom};
use std::pin::Pin;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};

/// What can be read from any place.
pub(crate) trait ReadAnywhere: AsyncRead + AsyncSeek + Send {}

impl<T: AsyncRead + AsyncSeek + Send> ReadAnywhere for T {}

/// What is uploaded.
pub(crate) enum Source<'a> {
    Bytes(Bytes),
    Reader(Pin<Box<dyn ReadAnywhere + 'a>>),
}

impl Source<'_> {
    /// The size, in bytes.
    pub(crate) async fn size(&mut self) -> io::Result<u64> {
        match self {
            Self::Bytes(bytes) => Ok(u64::try_from(bytes.len()).unwrap_or(u64::MAX)),
            Self::Reader(reader) => seek(reader.as_mut(), SeekFrom::End(0)).await,
        }
    }

    /// The bytes from `start` to before `end`.
    pub(crate) async fn read(&mut self, start: u64, end: u64) -> io::Result<Bytes> {
        let size = usize::try_from(end.saturating_sub(start)).map_err(io::Error::other)?;
        match self {
            Self::Bytes(bytes) => {
                let start = usize::try_from(start).map_err(io::Error::other)?;
                let range = start..start.saturating_add(size);
                if range.end > bytes.len() {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                Ok(bytes.slice(range))
            }
            Self::Reader(reader) => {
                seek(reader.as_mut(), SeekFrom::Start(start)).await?;
                let mut chunk = vec![0; size];
                fill(reader.as_mut(), &mut chunk).await?;
                Ok(chunk.into())
            }
        }
    }
}

/// Moves to a place, and returns it, counted from the start.
async fn seek(mut reader: Pin<&mut (dyn ReadAnywhere + '_)>, to: SeekFrom) -> io::Result<u64> {
    // One that is begun has to end first.
    poll_fn(|context| reader.as_mut().poll_complete(context)).await?;
    reader.as_mut().start_seek(to)?;
    poll_fn(|context| reader.as_mut().poll_complete(context)).await
}

async fn fill(mut reader: Pin<&mut (dyn ReadAnywhere + '_)>, chunk: &mut [u8]) -> io::Result<()> {
    let mut buffer = ReadBuf::new(chunk);
    while buffer.remaining() > 0 {
        let before = buffer.remaining();
        poll_fn(|context| reader.as_mut().poll_read(context, &mut buffer)).await?;
        if buffer.remaining() == before {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it became shorter while it was uploaded"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[tokio::test]
    async fn each_part_is_read() {
        let data: Vec<u8> = (0..=255).cycle().take(1_000).collect();
        for mut source in [Source::Bytes(data.clone().into()), Source::Reader(Box::pin(Cursor::new(data.clone())))] {
            assert_eq!(source.size().await.unwrap(), 1_000);
            for (start, end) in [(0_u16, 10_u16), (990, 1_000), (3, 700), (0, 1_000), (5, 5)] {
                let read = source.read(start.into(), end.into()).await.unwrap();
                assert_eq!(read, &data[start.into()..end.into()]);
            }
            assert_eq!(source.read(900, 1_001).await.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        }
    }
}
