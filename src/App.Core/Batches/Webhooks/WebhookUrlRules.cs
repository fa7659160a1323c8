using System.Text.Json;

namespace App.Core.Batches;

/// <summary>The member <c>webhook_url</c> of a batch.</summary>
public static class WebhookUrlRules
{
    /// <summary>Its name.</summary>
    public const string Member = "webhook_url";

    /// <summary>The most characters of an address.</summary>
    public const int Longest = 500;

    /// <summary>The address, without blanks around it; null when there is none.</summary>
    public static string? Read(JsonElement body) => SentJson.TextOf(body, Member)?.Trim();

    /// <summary>What is wrong with it, as a sentence; null when nothing is, or when there is none.</summary>
    public static string? FaultOf(JsonElement body, WebhookPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (!body.TryGetProperty(Member, out var sent) || sent.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return Read(body) is not { } text ? $"{Member} is {(sent.ValueKind == JsonValueKind.String ? "no whole text" : SentJson.WordsOf(sent))}. Send an address such as https://example.org/hook, or leave it out."
            : policy.FaultOf(text, out _) is { } fault ? $"{Member} is {fault}."
            : null;
    }
}
