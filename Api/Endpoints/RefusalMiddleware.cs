using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shield.Api.Endpoints;

/// <summary>Turns whatever an endpoint throws into an answer, and says nothing that is nobody's business.
/// </summary>
internal sealed class RefusalMiddleware(RequestDelegate next, ILogger<RefusalMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is
            OperationCanceledException or IOException)
        {
            // Nobody is left to answer.
        }
        catch (Exception e) when (Refusals.Explain(e) is { } problem && !context.Response.HasStarted)
        {
            if (problem.Status >= StatusCodes.Status500InternalServerError)
            {
                logger.NeededThingAway(context.Request.Method, context.Request.Path, e.GetType().Name);
            }

            await Refusals.SendAsync(context, problem);
        }
        // Whatever is not a refusal is a bug, and this is where all bugs are logged, once.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.EndpointFailed(context.Request.Method, context.Request.Path, e);

            // Half a list must not look like a whole one.
            if (context.Response.HasStarted) context.Abort();
            else await Refusals.SendAsync(context, Refusals.Bug);
        }
    }
}
