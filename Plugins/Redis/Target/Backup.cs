using Shield.Plugins.Redis.Rdb;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Redis.Target;

/// <summary>Passes the server's data on, and checks on the way that it is whole.</summary>
internal static class Backup
{
    private const int BufferBytes = 256 * 1024;

    public static async Task RunAsync(PluginCall call, CancellationToken cancellationToken)
    {
        call.EnlargeOutput();
        await using var snapshot = await Snapshot.TakeAsync(call, cancellationToken);
        if (await CopyAsync(snapshot.Content, call.Output, cancellationToken)) return;
        call.Say("the server makes no checksum of its data (rdbchecksum no); the archive got one here");
    }

    /// <summary>Copies an RDB; its checksum comes last, so that a bad one has none.</summary>
    /// <returns>False when it had none, and got one.</returns>
    /// <exception cref="PluginException">It is cut or damaged.</exception>
    public static async Task<bool> CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var sum = new Crc64();
        var buffer = new byte[BufferBytes];
        var held = 0;
        var last = (byte)0;
        var isHeadSeen = false;
        for (var read = -1; read != 0;)
        {
            read = await from.ReadAsync(buffer.AsMemory(held), cancellationToken);
            held += read;
            if (!isHeadSeen && held < RdbHead.Bytes + RdbTrailer.Bytes) continue;
            if (!isHeadSeen) RdbHead.Read(buffer.AsSpan(0, RdbHead.Bytes));
            isHeadSeen = true;
            var ready = held - RdbTrailer.Bytes;
            if (ready == 0) continue;
            sum.Add(buffer.AsSpan(0, ready));
            last = buffer[ready - 1];
            // A reader that does not read keeps the write waiting, whoever stops it.
            await to.WriteAsync(buffer.AsMemory(0, ready), cancellationToken)
                .AsTask().WaitAsync(cancellationToken);
            buffer.AsSpan(ready, RdbTrailer.Bytes).CopyTo(buffer);
            held = RdbTrailer.Bytes;
        }

        if (!isHeadSeen || last != RdbCode.End) throw Bad("it was cut");
        var isAbsent = RdbTrailer.IsAbsent(buffer.AsSpan(0, RdbTrailer.Bytes));
        if (!isAbsent && !RdbTrailer.IsGood(sum.Value, buffer.AsSpan(0, RdbTrailer.Bytes)))
            throw Bad("its checksum is wrong");
        await to.WriteAsync(RdbTrailer.Write(sum.Value), cancellationToken);
        return !isAbsent;
    }

    private static PluginException Bad(string why) =>
        new(PluginExit.Failed, $"what the server sent is no whole copy of its data: {why}");
}
