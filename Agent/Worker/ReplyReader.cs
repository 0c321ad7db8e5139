using System.Text;
using Shield.Plugins.Sdk;

namespace Shield.Agent.Worker;

/// <summary>Reads the short answers of plugins.</summary>
internal static class ReplyReader
{
    /// <summary>Reads to the end, keeps what an answer can be at most, and drops the rest: a plugin that
    /// prints more must not wait for a reader.</summary>
    public static Task<string> ReadAsync(Stream output) => Task.Run(() =>
    {
        var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var got = output.Read(buffer); got > 0; got = output.Read(buffer))
        {
            // One more than the longest, so that the reader of the answer sees that it was too long.
            var room = (int)Math.Max(0, PluginReply.ReplyCharsMax + 1 - kept.Length);
            kept.Write(buffer, 0, Math.Min(got, room));
        }

        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    });
}
