using System.Runtime.InteropServices;
using System.Text;
using Shield.Cli;

using var interrupted = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
{
    signal.Cancel = true;
    interrupted.Cancel();
});

// Console.In and Console.Out would ask the terminal about itself first, which costs more than all the rest.
var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var input = new StreamReader(Console.OpenStandardInput(), utf8);
using var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
using var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
var console = new CliConsole
{
    In = input,
    ReadHidden = HiddenInput.ReadAsync,
    Out = output,
    OpenOut = Console.OpenStandardOutput,
    Error = error,
    OutIsTerminal = !Console.IsOutputRedirected,
    CanAsk = !Console.IsInputRedirected && !Console.IsErrorRedirected,
    Width = () => Console.WindowWidth,
    Environment = Environment.GetEnvironmentVariable,
    Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
    Clock = TimeProvider.System,
};
return await CommandLine.RunAsync(args, console, interrupted.Token);
