using System.Text;
using Shield.Plugins.Postgres.Server;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Postgres.Target;

/// <summary>A session that holds a lock as long as this restore lives, and no longer: whoever finds what a
/// restore has made, and nobody who holds its lock, knows that it is left over.</summary>
internal sealed class Keeper : IAsyncDisposable
{
    private const int AnswerBytesMax = 64;

    /// <summary>Older servers do not know that setting.</summary>
    private const string StayAlive =
        "SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings "
        + "WHERE name = 'idle_session_timeout';";

    private readonly TaskCompletionSource _locked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<ToolEnd> _session;

    private Keeper(Tools tools, string database, RestoreId id)
    {
        var question = Encoding.UTF8.GetBytes($"{StayAlive}\nSELECT {id.LockSql}; SELECT 'locked';\n");
        _session = tools.TryAsync(
            Psql.Program, database, Psql.Arguments,
            new ToolInput.Written(async (pipe, token) =>
            {
                await pipe.WriteAsync(question, token);
                await pipe.FlushAsync(token);
                await _release.Task.WaitAsync(token);
            }),
            new ToolOutput.Read(AwaitAnswerAsync),
            CancellationToken.None);
    }

    /// <summary>Begins to hold the lock.</summary>
    /// <exception cref="PluginException">The server does not give it.</exception>
    public static async Task<Keeper> StartAsync(
        Tools tools, string database, RestoreId id, CancellationToken cancellationToken)
    {
        var keeper = new Keeper(tools, database, id);
        await Task.WhenAny(keeper._locked.Task, keeper._session).WaitAsync(cancellationToken);
        if (keeper._locked.Task.IsCompletedSuccessfully) return keeper;
        throw tools.Failure(Psql.Program, await keeper._session);
    }

    /// <summary>Lets go of it.</summary>
    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        // A server that has died has let go of it by itself.
        await Task.WhenAny(_session);
    }

    private async Task AwaitAnswerAsync(Stream output, CancellationToken cancellationToken)
    {
        var answer = new byte[AnswerBytesMax];
        for (var got = 0; answer.AsSpan(0, got).IndexOf("locked"u8) < 0;)
        {
            var read = await output.ReadAsync(answer.AsMemory(got), cancellationToken);
            if (read == 0) return;
            got += read;
        }

        _locked.TrySetResult();
    }
}
