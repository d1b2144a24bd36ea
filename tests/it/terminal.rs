//! The real program in a real terminal: keys go in, the screen comes out as a terminal would show
//! it, and every byte is kept.

use std::ffi::{OsStr, OsString};
#[cfg(target_os = "linux")]
use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use crate::home::{Home, PATIENCE, PROGRAM, SMALL, holds, wait_until};

pub const ENTER: &str = "\r";
pub const GO_ON: &str = "\x0e";
pub const BACK: &str = "\x10";
pub const LEAVE: &str = "\x11";
pub const F2: &str = "\x1bOQ";
pub const F4: &str = "\x1bOS";

/// How a terminal is made.
pub struct Setup<'a> {
    home: &'a Home,
    size: (u16, u16),
    variables: Vec<(OsString, OsString)>,
    /// What a shell does before it becomes the program.
    before: Option<String>,
    /// Kill the program once this many bytes have come.
    fatal: Option<usize>,
}

impl<'a> Setup<'a> {
    pub fn new(home: &'a Home) -> Self {
        let variables = home.variables();
        Self { home, size: (80, 24), variables, before: None, fatal: None }
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.into(), value.as_ref().to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self
    }

    /// A line of shell, done before the program takes the shell's place.
    pub fn before(mut self, line: &str) -> Self {
        self.before = Some(line.to_owned());
        self
    }

    pub fn kill_after(mut self, bytes: usize) -> Self {
        self.fatal = Some(bytes);
        self
    }

    /// Starts the program with these arguments.
    pub fn start(self, args: &[&str]) -> Terminal<'a> {
        let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
        self.start_os(&args)
    }

    pub fn start_os(self, args: &[&OsStr]) -> Terminal<'a> {
        let mut command = match &self.before {
            None => CommandBuilder::new(PROGRAM),
            Some(line) => {
                let mut shell = CommandBuilder::new("/bin/sh");
                shell.args(["-c", &format!("{line}\nexec \"$0\" \"$@\""), PROGRAM]);
                shell
            }
        };
        command.args(args);
        command.env_clear();
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command.cwd(self.home.away());
        Terminal::open(self.home, size_of(self.size), command, self.fatal)
    }

    /// Begins [`SMALL`] and goes to its first question.
    pub fn begin(self) -> Terminal<'a> {
        self.begin_with(SMALL, "What is on your mind?")
    }

    /// Begins a protocol and waits for its first question.
    pub fn begin_with(self, protocol: &str, question: &str) -> Terminal<'a> {
        let mut terminal = self.start(&["run", protocol]);
        terminal.see("begin");
        terminal.type_in(ENTER);
        terminal.see(question);
        terminal
    }
}

fn at_least_one(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap_or(NonZero::<u16>::MIN)
}

fn size_of((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

/// What came out of the program.
struct Shared {
    parser: vt100::Parser,
    raw: Vec<u8>,
    /// Nothing more comes.
    ended: bool,
    /// The reader is to let go of the terminal.
    leaving: bool,
}

struct Stream {
    shared: Mutex<Shared>,
    came: Condvar,
}

impl Stream {
    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The program in a terminal.
pub struct Terminal<'a> {
    /// It stays as long as the program does.
    _home: &'a Home,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    stream: Arc<Stream>,
    reader: Option<JoinHandle<()>>,
}

impl<'a> Terminal<'a> {
    fn open(home: &'a Home, size: PtySize, command: CommandBuilder, fatal: Option<usize>) -> Self {
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let source = pair.master.try_clone_reader().expect("the terminal can be read");
        let writer = pair.master.take_writer().expect("the terminal can be written to");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let shared = Shared {
            parser: vt100::Parser::new(at_least_one(size.rows), at_least_one(size.cols), 0),
            raw: Vec::new(),
            ended: false,
            leaving: false,
        };
        let stream = Arc::new(Stream { shared: Mutex::new(shared), came: Condvar::new() });
        let pid = pid(child.as_ref());
        let theirs = Arc::clone(&stream);
        let reader = std::thread::spawn(move || read(source, &theirs, pid, fatal));
        Self {
            _home: home,
            master: Some(pair.master),
            writer: Some(writer),
            child,
            stream,
            reader: Some(reader),
        }
    }

    /// Sends keys, as a terminal would send them. One that is gone takes none.
    pub fn type_in(&mut self, keys: &str) {
        self.send(keys.as_bytes());
    }

    pub fn send(&mut self, bytes: &[u8]) {
        if let Some(writer) = &mut self.writer {
            let _ = writer.write_all(bytes).and_then(|()| writer.flush());
        }
    }

    /// Sends one key and waits until something came of it. False when the program has ended.
    pub fn press(&mut self, key: &str) -> bool {
        let before = self.raw().len();
        self.type_in(key);
        let moved = || {
            let shared = self.stream.lock();
            shared.raw.len() > before || shared.ended
        };
        wait_until(moved) && !self.stream.lock().ended
    }

    /// Sends a text as a bracketed paste.
    pub fn paste(&mut self, text: &str) {
        self.type_in(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// The screen as text, row by row.
    pub fn screen(&self) -> String {
        self.stream.lock().parser.screen().contents()
    }

    /// Every byte that came so far.
    pub fn raw(&self) -> Vec<u8> {
        self.stream.lock().raw.clone()
    }

    /// Whether the alternate screen is shown.
    pub fn is_alternate(&self) -> bool {
        self.stream.lock().parser.screen().alternate_screen()
    }

    /// Waits until the screen shows `words`.
    #[track_caller]
    pub fn see(&self, words: &str) {
        self.see_that(words, |screen| screen.contains(words));
    }

    /// Waits until the screen does not show `words`.
    #[track_caller]
    pub fn see_no(&self, words: &str) {
        self.see_that(&format!("no {words}"), |screen| !screen.contains(words));
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    pub fn see_that(&self, what: &str, is_there: impl Fn(&str) -> bool) {
        let began = Instant::now();
        let mut shared = self.stream.lock();
        loop {
            let screen = shared.parser.screen().contents();
            if is_there(&screen) {
                return;
            }
            assert!(
                !shared.ended && began.elapsed() < PATIENCE,
                "{what:?} is not on the screen (ended: {}):\n{screen}",
                shared.ended
            );
            let waited = self.stream.came.wait_timeout(shared, Duration::from_millis(100));
            shared = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until the stream holds `part` at or after `from`.
    #[track_caller]
    pub fn hear(&self, part: &[u8], from: usize) {
        let there = || holds(self.raw().get(from..).unwrap_or_default(), part);
        assert!(wait_until(there), "never said: {:?}", String::from_utf8_lossy(part));
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        let (high, wide) = (at_least_one(rows), at_least_one(columns));
        self.stream.lock().parser.screen_mut().set_size(high, wide);
        let master = self.master.as_ref().expect("the terminal is there");
        master.resize(size_of((columns, rows))).expect("another size");
    }

    pub fn pid(&self) -> Pid {
        pid(self.child.as_ref())
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("the program is there");
    }

    /// Ends the program as a power failure would, but for the disk.
    pub fn kill(mut self) -> String {
        let _ = kill_process(self.pid(), Signal::KILL);
        self.end();
        self.screen()
    }

    /// As [`Self::kill`], and gives every byte that came.
    pub fn kill_for_raw(mut self) -> Vec<u8> {
        let _ = kill_process(self.pid(), Signal::KILL);
        self.end();
        self.raw()
    }

    /// Closes the terminal under the program, which gets a line end and Ctrl-D before that.
    pub fn hang_up(&mut self) {
        self.stream.lock().leaving = true;
        self.writer = None;
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader lets go");
        }
        self.master = None;
    }

    /// Waits for the end. Gives the exit code, negative for a signal.
    #[track_caller]
    pub fn end(&mut self) -> i32 {
        let mut status = None;
        let ended = wait_until(|| {
            status = self.child.try_wait().expect("a child can be asked");
            status.is_some()
        });
        assert!(ended, "the program does not end:\n{}", self.screen());
        let status = status.expect("it ended");
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader ends with the program");
        }
        if status.signal().is_some() { -1 } else { status.exit_code().cast_signed() }
    }

    /// Whether nothing more comes.
    pub fn has_ended(&self) -> bool {
        self.stream.lock().ended
    }

    /// Waits until the program has ended by itself or shows that it waits for keys, then leaves.
    pub fn end_or_leave(&mut self) -> i32 {
        assert!(wait_until(|| self.has_ended() || self.screen().contains("F1")));
        self.type_in(LEAVE);
        self.end()
    }

    /// Leaves as a person would, and waits for the end.
    #[track_caller]
    pub fn leave(mut self) -> i32 {
        self.type_in(LEAVE);
        self.end()
    }

    /// What a person does in the state letter of `/proc`: S sleeping, T stopped, Z ended.
    #[cfg(target_os = "linux")]
    pub fn is_stopped(&self) -> bool {
        self.stat().is_some_and(|stat| stat.starts_with('T'))
    }

    /// Processor time used so far, in ticks of a hundredth of a second.
    #[cfg(target_os = "linux")]
    pub fn ticks(&self) -> u64 {
        let stat = self.stat().expect("the program is there");
        let fields: Vec<&str> = stat.split(' ').collect();
        let number = |at: usize| fields[at].parse::<u64>().expect("a number");
        number(11) + number(12)
    }

    /// What stands behind the name in `/proc/PID/stat`.
    #[cfg(target_os = "linux")]
    fn stat(&self) -> Option<String> {
        let path = format!("/proc/{}/stat", self.pid().as_raw_nonzero());
        let stat = fs::read_to_string(path).ok()?;
        Some(stat.rsplit_once(") ")?.1.to_owned())
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pid(child: &dyn Child) -> Pid {
    let raw = child.process_id().expect("a living program").cast_signed();
    Pid::from_raw(raw).expect("a number that is not zero")
}

fn read(mut source: Box<dyn Read + Send>, stream: &Stream, pid: Pid, fatal: Option<usize>) {
    let mut bytes = [0; 16 * 1_024];
    loop {
        let read = source.read(&mut bytes).unwrap_or(0);
        let mut shared = stream.lock();
        shared.raw.extend_from_slice(&bytes[..read]);
        shared.parser.process(&bytes[..read]);
        if fatal.is_some_and(|most| shared.raw.len() >= most) {
            let _ = kill_process(pid, Signal::KILL);
        }
        shared.ended = read == 0;
        stream.came.notify_all();
        if read == 0 || shared.leaving {
            return;
        }
    }
}
