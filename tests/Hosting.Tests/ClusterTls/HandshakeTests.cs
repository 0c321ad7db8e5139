using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using Shield.Domain.Agents;
using Shield.Testing;
using Shield.Silo.Hosting.ClusterTls;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Hosting.Tests.ClusterTls;

/// <summary>Two ends of one connection, each with its own certificate.</summary>
public sealed class HandshakeTests : IDisposable
{
    private static readonly IPEndPoint Caller = IPEndPoint.Parse("127.0.0.1:11111");
    private static readonly IPEndPoint Called = IPEndPoint.Parse("127.0.0.2:11111");
    private static readonly AgentAddress Agent = AgentAddress.Parse("db1:5444")!.Value;

    private readonly ServiceProvider _services =
        new ServiceCollection().AddSerializer().BuildServiceProvider();

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _other = new();
    private readonly KeptLog _callerLog = new(), _calledLog = new();

    public void Dispose()
    {
        _other.Dispose();
        _authority.Dispose();
        _folder.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Each_hears_the_other_and_knows_its_names()
    {
        var silos = Silos(Caller, _callerLog);

        var (caller, called) = await MeetAsync(
            Side(Good("127.0.0.1"), _callerLog, silos: silos), Side(Good("127.0.0.2", "db1"), _calledLog));

        Assert.Equal((Called, Caller), (caller.Heard, called.Heard));
        Assert.True(silos.MayBear(SiloAddress.New(Called, 1), Agent));
        Assert.Empty(_callerLog.Lines.Concat(_calledLog.Lines));
    }

    [Fact]
    public async Task A_certificate_with_its_chain_behind_it_is_accepted_on_both_sides()
    {
        using var below = new TestAuthority(_authority);
        var files = below.Issue(_folder.Path, "127.0.0.2");
        using (ClusterCertificate.Load(files))
        {
            var one = await MeetAsync(Side(Good("127.0.0.1"), _callerLog), Side(files, _calledLog));
            var other = await MeetAsync(
                Side(below.Issue(_folder.Path, "127.0.0.1"), _callerLog),
                Side(Good("127.0.0.2"), _calledLog));

            Assert.Equal((Called, Called), (one.Caller.Heard, other.Caller.Heard));
            Assert.Equal((Caller, Caller), (one.Called.Heard, other.Called.Heard));
        }
    }

    [Theory]
    [InlineData("other", "its certificate is not of the authority")]
    [InlineData("expired", "its certificate is valid from")]
    [InlineData("future", "its certificate is valid from")]
    [InlineData("elsewhere", "its certificate does not name 127.0.0.2")]
    [InlineData("nameless", "its certificate does not name 127.0.0.2")]
    [InlineData("host", "its certificate does not name 127.0.0.2")]
    [InlineData("client", "its certificate is not for this use")]
    public async Task Who_calls_hangs_up_on_a_wrong_certificate_without_a_word(string kind, string told)
    {
        var (caller, called) = await MeetAsync(
            Side(Good("127.0.0.1"), _callerLog), Side(Wrong(kind, "127.0.0.2"), _calledLog));

        Assert.False(caller.HasSpoken);
        Assert.Null(called.Heard);
        var line = Assert.Single(_callerLog.Lines);
        Assert.StartsWith($"no cluster connection to {Called}: {told}", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Theory]
    [InlineData("other", "its certificate is not of the authority")]
    [InlineData("expired", "its certificate is valid from")]
    [InlineData("server", "its certificate is not for this use")]
    public async Task Who_is_called_hangs_up_on_a_wrong_certificate_without_a_word(string kind, string told)
    {
        var (caller, called) = await MeetAsync(
            Side(Wrong(kind, "127.0.0.1"), _callerLog), Side(Good("127.0.0.2"), _calledLog));

        Assert.False(called.HasSpoken);
        Assert.Null(caller.Heard);
        Assert.StartsWith(
            $"no cluster connection from {Caller}: {told}",
            Assert.Single(_calledLog.Lines), StringComparison.Ordinal);
        Assert.Single(_callerLog.Lines, line => line.Contains("has hung up", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("elsewhere")]
    [InlineData("nameless")]
    public async Task Who_claims_an_address_that_its_certificate_does_not_name_is_not_heard(string kind)
    {
        var (_, called) = await MeetAsync(
            Side(Wrong(kind, "127.0.0.1"), _callerLog), Side(Good("127.0.0.2"), _calledLog));

        Assert.Null(called.Heard);
        Assert.Contains(
            "does not name 127.0.0.1, as it says itself",
            Assert.Single(_calledLog.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_called_and_says_that_it_is_another_silo_is_not_heard()
    {
        var other = new IPEndPoint(Called.Address, 22222);

        var (caller, _) = await MeetAsync(
            Side(Good("127.0.0.1"), _callerLog), Side(Good("127.0.0.2"), _calledLog), calledSays: other);

        Assert.Null(caller.Heard);
        Assert.Contains(
            $"it says that it is {other}", Assert.Single(_callerLog.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_speaks_plain_text_is_not_heard()
    {
        var (plain, connection) = Link();
        await plain.Output.WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        await plain.Output.CompleteAsync();
        var end = new End(_services, Called);

        await Side(Good("127.0.0.2"), _calledLog).Answer(end.SpeakAsync)(Context(connection, Caller));

        Assert.False(end.HasSpoken);
        Assert.Contains("it speaks no TLS", Assert.Single(_calledLog.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_says_nothing_is_cut_off_in_time()
    {
        var (_, connection) = Link();
        var context = Context(connection, Caller);
        var end = new End(_services, Called);
        var clock = new HastyClock();

        await Side(Good("127.0.0.2"), _calledLog, clock).Answer(end.SpeakAsync)(context);

        Assert.False(end.HasSpoken);
        Assert.Equal(TimeSpan.FromSeconds(10), clock.Waited);
        Assert.EndsWith(
            "no handshake within 10 seconds", Assert.Single(_calledLog.Lines), StringComparison.Ordinal);
        await Poll.UntilAsync(() => Task.FromResult(context.ConnectionClosed.IsCancellationRequested));
    }

    [Fact]
    public async Task The_same_refusal_is_not_said_again_at_once()
    {
        var called = Side(Good("127.0.0.2"), _calledLog);

        for (var i = 0; i < 3; i++) await MeetAsync(Side(Wrong("other", "127.0.0.1"), _callerLog), called);

        Assert.Single(_calledLog.Lines);
    }

    private SiloTlsFiles Good(params string[] names) => _authority.Issue(_folder.Path, names);

    private SiloTlsFiles Wrong(string kind, string address)
    {
        string[] names = [address], both = [TestAuthority.ServerAuth, TestAuthority.ClientAuth];
        var (day, month) = (TimeSpan.FromDays(1), TimeSpan.FromDays(31));
        return kind switch
        {
            "other" => _other.Issue(_folder.Path, names) with
            {
                Ca = _authority.Issue(_folder.Path, names).Ca,
            },
            "expired" => _authority.Issue(_folder.Path, names, -month, -day, both),
            "future" => _authority.Issue(_folder.Path, names, day, month, both),
            "elsewhere" => _authority.Issue(_folder.Path, ["127.0.0.9"], -day, month, both),
            "nameless" => _authority.Issue(_folder.Path, [], -day, month, both),
            "host" => _authority.Issue(_folder.Path, ["localhost", "*"], -day, month, both),
            "client" => _authority.Issue(_folder.Path, names, -day, month, TestAuthority.ClientAuth),
            "server" => _authority.Issue(_folder.Path, names, -day, month, TestAuthority.ServerAuth),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private TlsConnections Side(
        SiloTlsFiles files, KeptLog log, TimeProvider? clock = null, SiloIdentities? silos = null) => new(
            ClusterCertificate.Open(files),
            silos ?? Silos(Caller, log),
            _services.GetRequiredService<Serializer>(),
            clock ?? TimeProvider.System,
            new Logger<TlsConnections>(LoggerFactory.Create(logging => logging.AddProvider(log))));

    private static SiloIdentities Silos(IPEndPoint self, KeptLog log) =>
        new(self, new Logger<SiloIdentities>(LoggerFactory.Create(logging => logging.AddProvider(log))));

    private async Task<(End Caller, End Called)> MeetAsync(
        TlsConnections caller, TlsConnections called, IPEndPoint? calledSays = null)
    {
        var (one, two) = Link();
        var (calling, answering) = (new End(_services, Caller), new End(_services, calledSays ?? Called));
        await Task.WhenAll(
            RunAsync(one, caller.Call(calling.SpeakAsync), Called),
            RunAsync(two, called.Answer(answering.SpeakAsync), Caller));
        return (calling, answering);
    }

    /// <summary>As the framework does: whatever happens, the connection is closed at the end.</summary>
    private static async Task RunAsync(IDuplexPipe pipes, ConnectionDelegate run, IPEndPoint remote)
    {
        await Record.ExceptionAsync(() => run(Context(pipes, remote)));
        await pipes.Output.CompleteAsync();
        await pipes.Input.CompleteAsync();
    }

    private static DefaultConnectionContext Context(IDuplexPipe pipes, IPEndPoint remote) =>
        new("one", pipes, pipes) { RemoteEndPoint = remote };

    private static (IDuplexPipe One, IDuplexPipe Two) Link()
    {
        var (there, back) = (new Pipe(), new Pipe());
        return (new Pipes(back.Reader, there.Writer), new Pipes(there.Reader, back.Writer));
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Plays the framework: says who it is, and hears who the other is.</summary>
    private sealed class End(ServiceProvider services, IPEndPoint self)
    {
        private readonly Serializer _serializer = services.GetRequiredService<Serializer>();

        public bool HasSpoken { get; private set; }

        public IPEndPoint? Heard { get; private set; }

        public async Task SpeakAsync(ConnectionContext context)
        {
            HasSpoken = true;
            var claim = new SiloPreamble { SiloAddress = SiloAddress.New(self, 1) };
            var bytes = _serializer.SerializeToArray(claim);
            var frame = new byte[sizeof(int) + bytes.Length];
            BinaryPrimitives.WriteInt32LittleEndian(frame, bytes.Length);
            bytes.CopyTo(frame, sizeof(int));
            await context.Transport.Output.WriteAsync(frame);
            var read = await context.Transport.Input.ReadAtLeastAsync(frame.Length);
            if (read.Buffer.Length < frame.Length) return;
            var other = _serializer.Deserialize<SiloPreamble>(read.Buffer.Slice(sizeof(int)));
            Heard = other!.SiloAddress!.Endpoint;
            context.Transport.Input.AdvanceTo(read.Buffer.End);
        }
    }

    /// <summary>A clock whose every wait is over at once.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public TimeSpan Waited { get; private set; }

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waited = dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
