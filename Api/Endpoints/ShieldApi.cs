using FastEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shield.Api.Endpoints.Audit;
using Shield.Api.Endpoints.Credentials;
using Shield.Domain.Jobs;
using Shield.Api.Endpoints.Description;

namespace Shield.Api.Endpoints;

/// <summary>How a host takes the API in.</summary>
/// <remarks>The host provides <c>IGrainFactory</c>, <c>ICatalog</c>, <c>IRequestLedger</c>,
/// <c>ITokenBook</c>, <c>IAuditBook</c> and <c>IAgentDirectory</c>, and a <see cref="TimeProvider"/> if it
/// has one of its own.</remarks>
public static class ShieldApi
{
    /// <summary>Registers what the endpoints need.</summary>
    public static IServiceCollection AddShieldApi(this IServiceCollection services, ApiOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ScheduleClock.Default);
        services.AddSingleton(options);
        services.AddSingleton(provider => new FailureCounter(
            provider.GetRequiredService<TimeProvider>(), FailureCounter.WrongTokensMax));
        services.AddSingleton<RefusalNotes>();
        services.AddApiDescription();
        services.AddFastEndpoints(discovery =>
        {
            discovery.DisableAutoDiscovery = true;
            discovery.Assemblies = [typeof(ShieldApi).Assembly];
        });
        return services;
    }

    /// <summary>Serves <c>/v1</c>: refusals become problem details, strangers are kept out, routes are there;
    /// and beside it what describes them.</summary>
    public static WebApplication MapShieldApi(this WebApplication app)
    {
        app.UseMiddleware<RefusalMiddleware>();
        app.UseStatusCodePages(context => Refusals.ExplainStatusAsync(context.HttpContext));
        app.UseMiddleware<CredentialMiddleware>();
        app.UseMiddleware<AuditMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();

        // Whoever gets so far has shown who they are: the framework has nothing to ask any more.
        app.UseFastEndpoints(config => config.Endpoints.Configurator = endpoint => endpoint.AllowAnonymous());
        app.MapApiDescription();
        app.MapApiPage();
        return app;
    }
}
