using Microsoft.AspNetCore.Http;

namespace Shield.Api.Endpoints.Audit;

/// <summary>The outcome of a request that is known only when all of its answer has been sent.</summary>
internal sealed class LateOutcome
{
    private LateOutcome()
    {
    }

    /// <summary>Whether all was sent.</summary>
    public bool IsWhole { get; set; }

    /// <summary>What became of it where it is not whole.</summary>
    public string Words { get; set; } = "cut off";

    /// <summary>The audit notes the outcome of this request at its end, not at the beginning of its answer.
    /// </summary>
    public static LateOutcome Expect(HttpContext context)
    {
        var outcome = new LateOutcome();
        context.Features.Set(outcome);
        return outcome;
    }
}
