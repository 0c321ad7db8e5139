using System.Text;
using Shield.Plugins.Mysql.Server;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Mysql.Target;

/// <summary>A session that holds locks as long as this restore lives, and no longer: whoever finds what a
/// restore has made, and nobody who holds its lock, knows that it is left over.</summary>
internal sealed class Keeper : IAsyncDisposable
{
    private const int AnswerBytesMax = 64;

    /// <summary>As long as MySQL allows; a day is not enough for every restore.</summary>
    private const string StayAlive = "SET SESSION wait_timeout = 31536000;";

    private readonly TaskCompletionSource<bool> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<ToolEnd> _session;

    private Keeper(Tools tools, IEnumerable<string> locks)
    {
        var taken = string.Join(" AND ", locks.Select(name => $"COALESCE(GET_LOCK({Sql.Text(name)}, 0), 0) = "
            + "1"));
        var question = Encoding.UTF8.GetBytes($"{StayAlive}\nSELECT IF({taken}, 'locked', 'in use');\n");
        _session = Client.FeedAsync(
            tools, null,
            async (pipe, token) =>
            {
                await pipe.WriteAsync(question, token);
                await pipe.FlushAsync(token);
                await _release.Task.WaitAsync(token);
            },
            new ToolOutput.Read(AwaitAnswerAsync), CancellationToken.None);
    }

    /// <summary>Begins to hold the locks.</summary>
    /// <exception cref="PluginException">Somebody else holds one, or the server does not give it.</exception>
    public static async Task<Keeper> StartAsync(
        Tools tools, IReadOnlyList<string> locks, CancellationToken cancellationToken)
    {
        var keeper = new Keeper(tools, locks);
        await Task.WhenAny(keeper._answer.Task, keeper._session).WaitAsync(cancellationToken);
        if (!keeper._answer.Task.IsCompletedSuccessfully)
            throw tools.Failure(tools.Programs.Client, await keeper._session);
        if (await keeper._answer.Task) return keeper;
        await keeper.DisposeAsync();
        throw new PluginException(
            PluginExit.Failed, "another restore into the same database is going on: wait for it, or cancel "
                + "it");
    }

    /// <summary>Lets go of them.</summary>
    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        // A server that has died has let go of them by itself.
        await Task.WhenAny(_session);
    }

    private async Task AwaitAnswerAsync(Stream output, CancellationToken cancellationToken)
    {
        var answer = new byte[AnswerBytesMax];
        for (var got = 0; answer.AsSpan(0, got).IndexOf((byte)'\n') < 0;)
        {
            var read = await output.ReadAsync(answer.AsMemory(got), cancellationToken);
            if (read == 0) return;
            got += read;
        }

        _answer.TrySetResult(answer.AsSpan().IndexOf("locked"u8) >= 0);
    }
}
