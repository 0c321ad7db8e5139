using System.Globalization;
using System.Text.Json;
using Shield.Api.Contracts;

namespace Shield.Api.Client;

/// <summary>Answers that are not what was asked for, as exceptions.</summary>
internal static class Refusals
{
    private const string WrongAddress = "is this the address of a Shield core?";

    public static ApiRefusalException From(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var status = (int)response.StatusCode;
        var problem = Problem(body) ?? Unexplained(status);
        var detail = First(problem.Detail, problem.Error, problem.Title, Text(status));
        var hint = problem.Hint ?? "";
        return new ApiRefusalException(problem with { Status = status, Detail = detail, Hint = hint })
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    /// <summary>An answer of 200 that no core would give.</summary>
    public static ApiRefusalException NotACore() => new(Unexplained(200) with
    {
        Detail = "what answered does not speak the Shield API",
        Hint = WrongAddress,
    });

    private static ProblemBody? Problem(ReadOnlySpan<byte> body)
    {
        try
        {
            return body.IsEmpty ? null : JsonSerializer.Deserialize(body, WireJson.Default.ProblemBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProblemBody Unexplained(int status)
    {
        var hint = status is 401 or 403 ? "" : WrongAddress;
        return new ProblemBody("about:blank", "", status, Text(status), hint, "", null, null, null);
    }

    private static string Text(int status) => status switch
    {
        401 => "the core wants to know who asks",
        403 => "not allowed",
        404 => "there is nothing at that address",
        413 => "the request is too large",
        502 or 503 or 504 => "the core is not available just now",
        _ => "the core answered " + status.ToString(CultureInfo.InvariantCulture),
    };

    private static string First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text)) return text;
        }

        return "";
    }
}
