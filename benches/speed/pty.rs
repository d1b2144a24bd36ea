//! A program in a pseudo-terminal: what it is sent, what it writes, what it costs.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longest wait for something to be shown.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program in a pseudo-terminal of 80×24 cells.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    seen: Vec<u8>,
    _master: Box<dyn MasterPty + Send>,
}

impl Program {
    /// The empty program.
    pub fn empty() -> Self {
        let this = std::env::current_exe().expect("this program");
        let mut command = CommandBuilder::new(this);
        command.arg("--empty");
        Self::run(command)
    }

    /// The program itself.
    pub fn fieldbook(arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_fieldbook"));
        command.args(arguments);
        Self::run(command)
    }

    fn run(mut command: CommandBuilder) -> Self {
        command.env("TERM", "xterm-256color");
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 65_536];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, writer, output, seen: Vec::new(), _master: pair.master }
    }

    /// Types.
    pub fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).expect("the program reads");
        self.writer.flush().expect("the program reads");
    }

    /// Waits until `text` was written since the last call of [`Program::drain`].
    pub fn wait_for(&mut self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.seen.windows(text.len()).any(|part| part == text.as_bytes()) {
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.seen.extend(bytes),
                Err(why) => panic!("{text:?} was never shown: {why}"),
            }
        }
    }

    /// Forgets what was written so far; gives how many bytes it was.
    pub fn drain(&mut self) -> usize {
        let late: usize = self.output.try_iter().map(|bytes| bytes.len()).sum();
        let seen = self.seen.len();
        self.seen.clear();
        seen + late
    }

    /// CPU time used so far, by all of its threads.
    pub fn cpu(&self) -> Duration {
        Duration::from_nanos(self.threads().iter().map(|(nanos, _)| nanos).sum())
    }

    /// How often its threads were given the processor, and how many threads there are.
    pub fn turns(&self) -> (u64, usize) {
        let threads = self.threads();
        (threads.iter().map(|(_, turns)| turns).sum(), threads.len())
    }

    fn threads(&self) -> Vec<(u64, u64)> {
        let id = self.child.process_id().expect("it runs");
        let tasks = std::fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
        let one = |task: std::fs::DirEntry| {
            let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            let mut numbers = text.split_whitespace().map(|number| number.parse().unwrap_or(0));
            let (nanos, _, turns) = (numbers.next()?, numbers.next()?, numbers.next()?);
            Some((nanos, turns))
        };
        tasks.filter_map(one).collect()
    }

    /// The most memory it ever held, in megabytes.
    pub fn peak_mb(&self) -> f64 {
        let id = self.child.process_id().expect("it runs");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
        let kb = line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok());
        kb.unwrap_or(0.0) / 1_024.0
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
