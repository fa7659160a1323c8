using System.Text.Json;
using App.Core.Batches;
using App.Core.Results;

namespace App.Core.Models;

/// <summary>A model as it was sent, by the rules; null is what was left out.</summary>
/// <param name="Name">The name.</param>
/// <param name="Positions">The positions with a target above 0.</param>
/// <param name="Portfolios">The portfolios, each once.</param>
/// <param name="Version">The version that it is meant for.</param>
public sealed record ModelForm(string? Name, IReadOnlyList<ModelPosition>? Positions, IReadOnlyList<Guid>? Portfolios, int? Version)
{
    /// <summary>The change that a model with these parts is.</summary>
    public ModelChange ToChange() => new ModelChange.Replace(Name, Positions, Portfolios);
}

/// <summary>A part of a model as it was sent.</summary>
/// <param name="Items">What it is about.</param>
/// <param name="Version">The version that the change is made for; null for whichever there is.</param>
public sealed record ModelPart<T>(IReadOnlyList<T> Items, int? Version);

/// <summary>Reads models, and parts of them, out of JSON by the rules. Every fault is told. Errors: VALIDATION_ERROR.</summary>
public static class ModelJson
{
    private static readonly string[] Members = ["name", "positions", "portfolios", "version"];

    // What a model that is read has besides: it can be changed and sent as it is.
    private static readonly string[] PassedOver = ["model_id", "last_rebalance_date", "target_total", "created_at", "updated_at"];

    private static readonly string[] PositionMembers = ["security", "security_id", "target", "low_drift", "high_drift"];

    /// <summary>A model: name, positions, portfolios, version.</summary>
    public static Result<ModelForm> Read(JsonElement body)
    {
        List<Error> errors = [.. FaultsOf(body, [.. Members, .. PassedOver], Members)];
        if (body.ValueKind != JsonValueKind.Object)
        {
            return errors;
        }

        var name = body.TryGetProperty("name", out var sent) ? Take(SentJson.TextOf(sent) is { } text ? ModelRules.Name(text) : ModelRules.Fault($"name is {SentJson.WordsOf(sent)}. Send a text of 1 to 255 characters.", "name", sent.GetRawText()), errors) : null;
        var positions = body.TryGetProperty("positions", out sent) ? PositionsOf(sent, ModelRules.Positions, errors) : null;
        var portfolios = body.TryGetProperty("portfolios", out sent) ? PortfoliosOf(sent, errors) : null;
        var version = VersionOf(body, errors);
        return errors.Count > 0 ? errors : new ModelForm(name, positions, portfolios, version);
    }

    /// <summary>Positions for a model that has others: <c>{"positions": […]}</c>, or one by itself.</summary>
    public static Result<ModelPart<ModelPosition>> ReadPositions(JsonElement body)
    {
        var isOne = IsOne(body);
        List<Error> errors = [.. FaultsOf(body, isOne ? [.. PositionMembers, "version"] : ["positions", "version"])];
        if (body.ValueKind != JsonValueKind.Object)
        {
            return errors;
        }

        var positions = isOne ? Take(ModelRules.Each([FormOf(body)], (_, member) => member), errors)
            : body.TryGetProperty("positions", out var sent) ? PositionsOf(sent, ModelRules.Each, errors)
            : Missing<ModelPosition>("positions", "[{\"security\": \"…\", \"target\": …, \"low_drift\": …, \"high_drift\": …}, …]", errors);
        var version = VersionOf(body, errors);
        return errors.Count > 0 ? errors : new ModelPart<ModelPosition>(positions!, version);
    }

    /// <summary>Securities whose positions are to be taken out: <c>{"positions": [{"security": …}, …]}</c>, <c>{"securities": […]}</c>, or one by itself; figures of positions are passed over.</summary>
    public static Result<ModelPart<string>> ReadSecurities(JsonElement body)
    {
        List<Error> errors = [.. FaultsOf(body, IsOne(body) ? [.. PositionMembers, "version"] : ["positions", "securities", "version"])];
        if (body.ValueKind != JsonValueKind.Object)
        {
            return errors;
        }

        List<string> securities = [];
        foreach (var (field, text) in SecuritiesOf(body, errors))
        {
            if (Take(ModelRules.Security(text, field), errors) is { } security)
            {
                securities.Add(security);
            }
        }

        var version = VersionOf(body, errors);
        return errors.Count > 0 ? errors : new ModelPart<string>(securities, version);
    }

    /// <summary>Portfolios: <c>{"portfolios": ["…", …]}</c>.</summary>
    public static Result<ModelPart<Guid>> ReadPortfolios(JsonElement body)
    {
        List<Error> errors = [.. FaultsOf(body, ["portfolios", "version"])];
        if (body.ValueKind != JsonValueKind.Object)
        {
            return errors;
        }

        IReadOnlyList<Guid>? portfolios = body.TryGetProperty("portfolios", out var sent) ? PortfoliosOf(sent, errors) : Missing<Guid>("portfolios", "[\"…\", …]", errors);
        var version = VersionOf(body, errors);
        return errors.Count > 0 ? errors : new ModelPart<Guid>(portfolios!, version);
    }

    private static bool IsOne(JsonElement body) => body.ValueKind == JsonValueKind.Object && (body.TryGetProperty("security", out _) || body.TryGetProperty("security_id", out _));

    private static IEnumerable<Error> FaultsOf(JsonElement body, string[] members, string[]? told = null)
    {
        told ??= members;
        if (body.ValueKind != JsonValueKind.Object)
        {
            return [ModelRules.Fault($"The body is {SentJson.WordsOf(body)}. Send an object with {string.Join(", ", told)}.", null, null)];
        }

        return body.EnumerateObject().Where(member => !members.Contains(member.Name)).Select(member =>
            ModelRules.Fault($"“{ItemFault.Clip(member.Name)}” is no member here. Those are {string.Join(", ", told)}.", ItemFault.Clip(member.Name), member.Value.GetRawText()));
    }

    private static IEnumerable<(string Field, string? Text)> SecuritiesOf(JsonElement body, List<Error> errors)
    {
        if (IsOne(body))
        {
            return [("security", FormOf(body).Security)];
        }

        var (member, isPositions) = body.TryGetProperty("positions", out _) ? ("positions", true) : ("securities", false);
        if (!body.TryGetProperty(member, out var sent))
        {
            Missing<string>("securities", "[\"…\", …]", errors);
            return [];
        }

        if (FaultOfList(sent, member) is { } fault)
        {
            errors.Add(fault);
            return [];
        }

        return [.. sent.EnumerateArray().Index().Select(each => isPositions
            ? ($"positions[{each.Index}].security", each.Item.ValueKind == JsonValueKind.Object ? FormOf(each.Item).Security : null)
            : ($"securities[{each.Index}]", SentJson.TextOf(each.Item)))];
    }

    private static IReadOnlyList<ModelPosition>? PositionsOf(
        JsonElement sent, Func<IReadOnlyList<ModelPositionForm>, Func<int, string, string>, Result<IReadOnlyList<ModelPosition>>> rules, List<Error> errors)
    {
        if (FaultOfList(sent, "positions") is { } fault)
        {
            errors.Add(fault);
            return null;
        }

        var before = errors.Count;
        foreach (var (index, position) in sent.EnumerateArray().Index())
        {
            if (position.ValueKind != JsonValueKind.Object)
            {
                errors.Add(ModelRules.Fault($"positions[{index}] is {SentJson.WordsOf(position)}. Send an object with {string.Join(", ", PositionMembers)}.", $"positions[{index}]", position.GetRawText()));
                continue;
            }

            errors.AddRange(position.EnumerateObject().Where(member => !PositionMembers.Contains(member.Name)).Select(member =>
                ModelRules.Fault($"positions[{index}] has “{ItemFault.Clip(member.Name)}”, which is no member of a position. Those are {string.Join(", ", PositionMembers)}.", $"positions[{index}]", member.Value.GetRawText())));
        }

        return errors.Count > before ? null : Take(rules([.. sent.EnumerateArray().Select(FormOf)], (index, member) => $"positions[{index}].{member}"), errors);
    }

    private static List<Guid>? PortfoliosOf(JsonElement sent, List<Error> errors)
    {
        if (FaultOfList(sent, "portfolios") is { } fault)
        {
            errors.Add(fault);
            return null;
        }

        List<Guid> ids = [];
        var before = errors.Count;
        foreach (var (index, item) in sent.EnumerateArray().Index())
        {
            var field = $"portfolios[{index}]";
            if (!Guid.TryParse(SentJson.TextOf(item), out var id))
            {
                errors.Add(ModelRules.Fault($"{field} is {ItemFault.Clip(item.GetRawText())}, which is no id of a portfolio. The list of portfolios has them.", field, item.GetRawText()));
            }
            else if (ids.IndexOf(id) is >= 0 and var first)
            {
                errors.Add(ModelRules.Fault($"{field} is {id}, which portfolios[{first}] is too. Send each portfolio once.", field, item.GetRawText()));
            }

            // At its own place, so that a later double names the right one.
            ids.Add(id);
        }

        if (ids.Count > ModelRules.MostPortfolios)
        {
            errors.Add(ModelRules.Fault($"portfolios has {ids.Count} of them; {ModelRules.MostPortfolios} are allowed.", "portfolios", null));
        }

        return errors.Count > before ? null : ids;
    }

    private static Error? FaultOfList(JsonElement sent, string member) => sent.ValueKind != JsonValueKind.Array
        ? ModelRules.Fault($"{member} is {SentJson.WordsOf(sent)}. Send a list, or leave it out.", member, sent.GetRawText())
        : sent.GetArrayLength() > ModelRules.MostSent ? ModelRules.Fault($"{member} has {sent.GetArrayLength()} entries; {ModelRules.MostSent} are read at once.", member, null)
        : null;

    private static IReadOnlyList<T>? Missing<T>(string member, string example, List<Error> errors)
    {
        errors.Add(ModelRules.Fault($"{member} is missing. Send {{\"{member}\": {example}}}.", member, null));
        return null;
    }

    private static ModelPositionForm FormOf(JsonElement position) => new(
        SentJson.TextOf(position, "security") ?? SentJson.TextOf(position, "security_id"), FiguresOf(position, "target"), FiguresOf(position, "low_drift"), FiguresOf(position, "high_drift"));

    // As they were written: a number of more figures than a decimal holds is to be refused, not rounded to one that is allowed.
    private static string? FiguresOf(JsonElement position, string member) => !position.TryGetProperty(member, out var value) ? null
        : value.ValueKind is JsonValueKind.String ? SentJson.TextOf(value) ?? "" : value.GetRawText();

    private static int? VersionOf(JsonElement body, List<Error> errors)
    {
        if (!body.TryGetProperty("version", out var sent) || sent.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (sent.ValueKind == JsonValueKind.Number && sent.TryGetInt32(out var version) && version >= 1)
        {
            return version;
        }

        errors.Add(ModelRules.Fault($"version is {ItemFault.Clip(sent.GetRawText())}. Send a whole number from 1, or leave it out.", "version", sent.GetRawText()));
        return null;
    }

    private static T? Take<T>(Result<T> result, List<Error> errors)
        where T : class
    {
        errors.AddRange(result.Errors);
        return result.IsSuccess ? result.Value : null;
    }
}
