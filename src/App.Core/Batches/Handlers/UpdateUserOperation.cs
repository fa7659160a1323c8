using System.Text.Json.Nodes;
using App.Core.Accounts;
using App.Core.Results;

namespace App.Core.Batches;

/// <summary><c>user_update</c>: name, locale, preferences (theme, amounts); version, when it has to be the one stored. Of oneself, <c>me</c> or the own id; operators of others too.</summary>
public sealed class UpdateUserOperation(ChangeProfile change) : IOperationHandler
{
    private const string Me = "me";

    /// <inheritdoc/>
    public string OperationType => "user_update";

    /// <inheritdoc/>
    public async Task<Result<JsonObject>> HandleAsync(OperationCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!call.Rights.HasFlag(CallerRights.OwnEyes))
        {
            return BatchErrors.PermissionDenied.Because("Whoever looks through a user's eyes changes nothing of their account.");
        }

        var data = new OperationData(call.Data, "name", "locale", "preferences", "version");
        var patch = Read(data);
        if (data.Errors.Count == 0 && patch is { FullName: null, Locale: null, Theme: null, Amounts: null })
        {
            data.Errors.Add(BatchErrors.Validation.Because("data has nothing to change. Send at least one of name, locale, preferences.theme, preferences.amounts.", "data"));
        }

        if (data.Errors.Count > 0)
        {
            return data.Errors;
        }

        // What is no id at all is nobody's.
        var userId = call.ResourceId == Me ? call.OwnerId : Guid.TryParse(call.ResourceId, out var id) ? id : Guid.Empty;
        return (await change.HandleAsync(patch, call.OwnerId, call.Rights.HasFlag(CallerRights.Operator), userId, cancellationToken))
            .Match<Result<JsonObject>>(profile => AnswerOf(profile, patch), errors => Result<JsonObject>.Failed(errors));
    }

    private static ProfilePatch Read(OperationData data)
    {
        var patch = new ProfilePatch { FullName = data.Text("name"), Locale = data.Choice("locale"), Version = data.Version("version") };
        if (data.Part("preferences", "theme", "amounts") is not { } preferences)
        {
            return patch;
        }

        patch = patch with { Theme = preferences.Choice("theme"), Amounts = preferences.Choice("amounts") };
        data.Errors.AddRange(preferences.Errors);
        return patch;
    }

    // A name that was not sent is not put into the record of whoever sent the batch.
    private static JsonObject AnswerOf(StoredProfile profile, ProfilePatch patch)
    {
        var answer = new JsonObject { ["user_id"] = profile.UserId };
        if (patch.FullName is not null)
        {
            answer["name"] = profile.FullName;
        }

        answer["locale"] = profile.Preferences.Locale;
        answer["preferences"] = new JsonObject { ["theme"] = profile.Preferences.Theme, ["amounts"] = profile.Preferences.Amounts };
        answer["version"] = profile.Version;
        return answer;
    }
}
