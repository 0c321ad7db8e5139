using System.Text;
using Microsoft.AspNetCore.Http;
using Shield.Domain;
using Shield.Grains;

namespace Shield.Api.Endpoints.Answers;

/// <summary>The answer to a request that came with a key: noted before it is told.</summary>
/// <param name="ledger">Where.</param>
/// <param name="key">The digest of the key.</param>
/// <param name="uuid">The UUID of what the request makes.</param>
internal sealed class KeyedAnswer(IRequestLedger ledger, string key, Guid uuid)
{
    /// <summary>The UUID of what the request makes.</summary>
    public Guid Uuid { get; } = uuid;

    /// <summary>Notes the answer.</summary>
    public async Task KeepAsync(byte[] json)
    {
        try
        {
            // It is done, whether or not whoever asked still waits.
            await ledger.RecordAsync(key, Uuid, Encoding.UTF8.GetString(json), CancellationToken.None);
        }
        catch (ShieldException away) when (away.Reason is Reason.Unavailable)
        {
            // The answer is true all the same. If the request comes again, it makes the same under the same
            // UUID.
        }
    }
}

/// <summary>The UUID of what a request makes.</summary>
internal static class ChosenUuid
{
    /// <summary>The one that was chosen when this request came first; a new one if it has no key.</summary>
    public static Guid NewUuid(this HttpContext context)
    {
        var uuid = context.Features.Get<KeyedAnswer>()?.Uuid ?? Guid.NewGuid();
        context.Features.Set(new Made(uuid));
        return uuid;
    }

    /// <summary>The one that was chosen; null when nothing was made.</summary>
    public static Guid? MadeUuid(this HttpContext context) => context.Features.Get<Made>()?.Uuid;

    private sealed record Made(Guid Uuid);
}
