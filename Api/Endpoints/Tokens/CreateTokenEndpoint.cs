using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Shield.Api.Contracts;
using Shield.Api.Contracts.Tokens;
using Shield.Api.Endpoints.Answers;
using Shield.Api.Endpoints.Credentials;
using Shield.Api.Endpoints.Requests;
using Shield.Domain;
using Shield.Domain.Tokens;
using Shield.Grains.Tokens;

namespace Shield.Api.Endpoints.Tokens;

/// <summary>POST /v1/tokens: makes a token, and tells it this once.</summary>
internal sealed class CreateTokenEndpoint(ITokenBook book, TimeProvider clock) : ShieldEndpoint
{
    public override void Configure() => Post(Admin, "/v1/tokens")
        .Does("Creates a token, and tells it this once")
        .Reads<CreateTokenRequest>()
        .Answers<TokenCreatedBody>()
        .Conflicts("while no credentials are in force: the first token is made by `shieldd token create`");

    protected override async Task HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.KnownCaller().Token is null) throw NotTheFirst();
        var body = await context.ReadFieldsAsync(cancellationToken);
        var name = Name(body);
        var role = Role(body);
        var seconds = body.OptionalNumber(
            "expires", (int)TokenRules.LifeMin.TotalSeconds, (int)TokenRules.LifeMax.TotalSeconds);
        body.ThrowIfFaulty();

        var life = seconds is { } s ? TimeSpan.FromSeconds(s) : (TimeSpan?)null;
        var token = TokenRow.New(new TokenId(context.NewUuid()), name, role, clock.GetUtcNow(), life);
        var secret = TokenSecret.From(RandomNumberGenerator.GetBytes(TokenSecret.RandomBytes));
        var isNew = await book.CreateAsync(token, secret.Hash, cancellationToken);
        var kept = new TokenCreatedBody("created", token.Uuid.Value, Token: null);
        await context.AnswerSecretAsync(
            isNew ? kept with { Token = secret.Text } : kept,
            kept,
            WireJson.Wire.TokenCreatedBody,
            cancellationToken);
    }

    /// <summary>From the first token on everybody needs one: that is for whoever runs the service to say, and
    /// not for whoever happens to be on its machine.</summary>
    private static ShieldException NotTheFirst() => new(
        Reason.Conflict,
        "no credentials are in force yet, and the first token is not made here",
        "on the core: `shieldd token create --name NAME --role admin`");

    private static string Name(BodyFields body)
    {
        var name = body.RequiredText("name", TokenRules.NameCharsMax);
        var complaint = name.Length > 0 ? TokenRules.WhyNoName(name) : null;
        if (complaint is not null) body.Faults.Wrong("name", complaint, "");
        return name;
    }

    private static TokenRole Role(BodyFields body)
    {
        var word = body.RequiredText("role", RequestLimits.NameCharsMax);
        var roles = Enum.GetValues<TokenRole>();
        var role = Array.FindIndex(roles, value => WireWords.Of(value) == word);
        if (role >= 0) return roles[role];
        var words = string.Join(", ", roles.Select(WireWords.Of));
        if (word.Length > 0) body.Faults.Wrong("role", $"is none of {words}", "");
        return default;
    }
}
