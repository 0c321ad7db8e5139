using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Rabbitmq.Server;

/// <summary>What a server refused, in words that say what to do.</summary>
internal static partial class ApiFault
{
    private const int ReasonCharsMax = 300;

    /// <summary>The server answered, but not what was hoped for.</summary>
    public static PluginException Refused(Settings settings, string what, HttpStatusCode status, string body)
    {
        var reason = ReasonIn(body);
        return new PluginException(PluginExit.Failed, status switch
        {
            HttpStatusCode.Unauthorized when reason.Contains("Login failed", StringComparison.Ordinal) =>
                $"RabbitMQ at {settings.Url} rejected the name or the password: check "
                + $"{RabbitmqFields.Username} and {RabbitmqFields.Password}",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"RabbitMQ at {settings.Url} does not let '{settings.Username}' {what} ({reason}): give it "
                + $"the tag, with `rabbitmqctl set_user_tags {settings.Username} administrator`",
            HttpStatusCode.NotFound =>
                $"RabbitMQ at {settings.Url} could not {what}: there is no such thing, or no management API "
                + $"at this URL (404 {reason})",
            _ => $"RabbitMQ could not {what}: {(int)status} {reason}",
        });
    }

    /// <summary>No answer at all.</summary>
    public static PluginException Unreachable(Settings settings, Exception fault) =>
        new(PluginExit.Failed, Chain(fault).OfType<AuthenticationException>().Any()
            ? $"the TLS certificate of {settings.Url} is not accepted: {Innermost(fault)}; give the "
                + $"authority that signed it in {RabbitmqFields.CaCertificate}, or the name that is in it in "
                + RabbitmqFields.Url
            : Chain(fault).OfType<SocketException>().FirstOrDefault() is { } socket
                ? $"{settings.Url} cannot be reached: {socket.Message}; is {RabbitmqFields.Url} right, and "
                    + "the management plugin enabled (`rabbitmq-plugins enable rabbitmq_management`)?"
                : $"{settings.Url} did not answer as a management API: {Innermost(fault)}");

    /// <summary>The reason that RabbitMQ gives; some are lists of words and of characters' numbers.</summary>
    public static string ReasonIn(string body)
    {
        string text;
        try
        {
            text = Words(JsonNode.Parse(body)?["reason"]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            text = body;
        }

        // Definitions of shovels and federation hold passwords in URLs.
        text = Blanks().Replace(UrlSecrets().Replace(text, "//…@"), " ").Trim();
        return text.Length <= ReasonCharsMax ? text : text[..ReasonCharsMax] + "…";
    }

    private static string Words(JsonNode? node) => node switch
    {
        JsonArray { Count: > 0 } array when array.All(IsCharacter) =>
            string.Concat(array.Select(c => new Rune(c!.GetValue<int>()).ToString())),
        JsonArray array => string.Join(' ', array.Select(Words)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        null => "",
        _ => node.ToJsonString(),
    };

    private static bool IsCharacter(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && value.TryGetValue<int>(out var code) && Rune.IsValid(code);

    private static IEnumerable<Exception> Chain(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException) yield return fault;
    }

    private static string Innermost(Exception fault) => Chain(fault).Last().Message;

    [GeneratedRegex(@"//[^/@\s]*@")]
    private static partial Regex UrlSecrets();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
