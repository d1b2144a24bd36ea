//! What wakes the program besides keys: signals, and the disk when something became safe.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use signal_hook::consts::signal::{
    SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ,
};

/// A pipe that wakes the program, and what it was woken for.
pub(super) struct Wake {
    reader: UnixStream,
    writer: UnixStream,
    ends: Vec<(i32, Arc<AtomicBool>)>,
    stop: Arc<AtomicBool>,
    woke: Arc<AtomicBool>,
}

/// Stops this process until it is continued, as a shell's job control wants it.
pub(super) fn stop_until_continued() {
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP);
}

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Nothing.
    Nothing,
    /// To end, because of this signal.
    End(i32),
    /// To stop until continued.
    Stop,
    /// To draw anew.
    Redraw,
}

impl Wake {
    /// Listens for signals from now on.
    pub fn new() -> Result<Self> {
        let (reader, writer) = UnixStream::pair()?;
        reader.set_nonblocking(true)?;
        writer.set_nonblocking(true)?;
        let flag = |signal: i32| -> Result<Arc<AtomicBool>> {
            let flag = Arc::new(AtomicBool::new(false));
            signal_hook::flag::register(signal, Arc::clone(&flag))?;
            signal_hook::low_level::pipe::register(signal, writer.try_clone()?)?;
            Ok(flag)
        };
        let mut ends = Vec::new();
        for signal in [SIGTERM, SIGHUP, SIGINT, SIGQUIT] {
            ends.push((signal, flag(signal)?));
        }
        let stop = flag(SIGTSTP)?;
        let woke = flag(SIGCONT)?;
        flag(SIGWINCH)?;
        // Without a handler, a file size limit would end the program; with one, writing fails and
        // the screen says so.
        signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
        Ok(Self { reader, writer, ends, stop, woke })
    }

    /// What other threads call to wake the program.
    pub fn caller(&self) -> Result<impl Fn() + Send + 'static + use<>> {
        let writer = self.writer.try_clone()?;
        Ok(move || {
            let _ = (&writer).write(&[0]);
        })
    }

    /// The end to wait on.
    pub fn reader(&self) -> &UnixStream {
        &self.reader
    }

    /// Whether a signal asks for something.
    pub fn is_asked(&self) -> bool {
        let ends = self.ends.iter().map(|(_, flag)| flag);
        ends.chain([&self.stop, &self.woke]).any(|flag| flag.load(Ordering::SeqCst))
    }

    /// Forgets an interrupt that was meant for a program which had the terminal meanwhile.
    pub fn forget_interrupt(&self) {
        for (_, flag) in self.ends.iter().filter(|(signal, _)| *signal == SIGINT) {
            flag.store(false, Ordering::SeqCst);
        }
    }

    /// Empties the pipe.
    pub fn settle(&self) {
        let mut bytes = [0; 64];
        while matches!((&self.reader).read(&mut bytes), Ok(read) if read == bytes.len()) {}
    }

    /// Empties the pipe, and says what was asked for since the last call.
    pub fn asked(&self) -> Asked {
        self.settle();
        let raised = |flag: &Arc<AtomicBool>| flag.swap(false, Ordering::SeqCst);
        if let Some((signal, _)) = self.ends.iter().find(|(_, flag)| raised(flag)) {
            return Asked::End(*signal);
        }
        if raised(&self.stop) {
            return Asked::Stop;
        }
        if raised(&self.woke) { Asked::Redraw } else { Asked::Nothing }
    }
}
