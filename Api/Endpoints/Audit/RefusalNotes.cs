using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shield.Api.Endpoints.Credentials;
using Shield.Domain;
using Shield.Grains.Audit;

namespace Shield.Api.Endpoints.Audit;

/// <summary>Notes who was refused; of a flood a part, so that it fills no disk.</summary>
/// <remarks>What was left out is counted, and the next line says how much.</remarks>
internal sealed class RefusalNotes(TimeProvider clock, ILogger<RefusalNotes> logger)
{
    /// <summary>How many refusals of one address are noted in each minute.</summary>
    public const int OfAnAddressMax = 20;

    /// <summary>How many refusals are noted in each minute in all.</summary>
    public const int InAllMax = 60;

    private readonly FailureCounter _ofAddress = new(clock, OfAnAddressMax), _inAll = new(clock, InAllMax);
    private int _leftOut;

    /// <summary>Notes a refusal for want of credentials.</summary>
    public async Task NoteAsync(HttpContext context, IAuditBook book, ShieldException refusal)
    {
        if (_ofAddress.IsTooMany(context.Connection.RemoteIpAddress) || _inAll.IsTooMany(address: null))
        {
            Interlocked.Increment(ref _leftOut);
            return;
        }

        var leftOut = Interlocked.Exchange(ref _leftOut, 0);
        var line = AuditLines.Of(context, clock.GetUtcNow());
        line = line with { Status = Refusals.StatusOf(refusal.Reason) };
        if (leftOut > 0) line = line with { What = $"{line.What} ({leftOut} refusals before are left out)" };
        try
        {
            await book.AppendAsync(line, context.RequestAborted);
        }
        catch (ShieldException away) when (away.Reason is Reason.Unavailable)
        {
            // It is refused all the same.
            logger.OutcomeNotNoted(line.Who, line.Method, line.Path, line.Status);
        }
    }
}
