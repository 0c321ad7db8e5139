using Shield.Api.Endpoints.Credentials;
using Shield.Domain.Schedules;
using Shield.Domain.Tasks;

namespace Shield.Api.Endpoints.Requests;

/// <summary>Fields that mean the same in more than one request.</summary>
internal static class CommonFields
{
    /// <summary>Who asks: the name of the token, whatever the body says; without credentials what the body
    /// says, and nobody in particular when the field is absent or empty.</summary>
    public static string Owner(this BodyFields body, KnownCaller caller)
    {
        if (caller.Token is not null) return caller.Name;
        var owner = body.OptionalText("owner", "", RequestLimits.NameCharsMax);
        return owner.Length > 0 ? owner : TaskDefinition.OwnerDefault;
    }

    /// <summary>What something is called.</summary>
    public static string Name(this BodyFields body) => body.RequiredText("name", RequestLimits.NameCharsMax);

    /// <summary>What something is for: may be absent when it is made, and must be there when it is edited, so
    /// that nobody empties it by saying nothing.</summary>
    public static string Summary(this BodyFields body, Wish wish) => wish is Wish.Edit
        ? body.PresentText("summary", RequestLimits.SummaryCharsMax)
        : body.OptionalText("summary", "", RequestLimits.SummaryCharsMax);

    /// <summary>A text of the Timespec language, as it was written.</summary>
    public static string RequiredTimespec(this BodyFields body, string field)
    {
        var text = body.RequiredText(field, TimespecParser.TextCharactersMax);
        if (text.Length > 0) ReadTimespec(body.Faults, field, text);
        return text;
    }

    /// <summary>What a text of the Timespec language means, or null after a complaint.</summary>
    public static Timespec? ReadTimespec(this Faults faults, string field, string text)
    {
        if (TimespecParser.Parse(text) is TimespecResult.Accepted accepted) return accepted.When;
        if (TimespecParser.Parse(text) is TimespecResult.Refused refused)
        {
            faults.Wrong(
                field,
                $"is not understood at character {refused.Position + 1}: {refused.Message}",
                refused.Hint);
        }

        return null;
    }
}
