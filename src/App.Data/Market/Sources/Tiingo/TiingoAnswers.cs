using System.Net;
using App.Data.Market.Sources.Http;

namespace App.Data.Market.Sources.Tiingo;

/// <summary>Reads what Tiingo answers: JSON, a refusal with its detail, or a sentence about a limit in place of either.</summary>
internal static class TiingoAnswers
{
    /// <summary>The answer's value.</summary>
    /// <remarks>Used up limits are told as plain text, sometimes with status 200; a plan that does not go so far with 400 or 403.</remarks>
    public static Reading<T> Read<T>(SourceReply reply)
        where T : class
    {
        if (reply.Fault is not null || reply.IsSuccess)
        {
            return reply.Fault is null && reply.Text.StartsWith("You have run over", StringComparison.OrdinalIgnoreCase)
                ? Reading.Unavailable<T>($"says: {reply.Text}")
                : reply.ReadJson<T>();
        }

        var detail = reply.ReadJson<TiingoRefusal>().Value?.Detail ?? string.Empty;
        return reply.Status switch
        {
            HttpStatusCode.NotFound when detail.Length > 0 => Reading.NotKnown<T>($"does not have it: {detail}"),
            HttpStatusCode.BadRequest or HttpStatusCode.Forbidden when IsOfThePlan(detail) => Reading.NotOffered<T>($"does not offer it to this token: {detail}"),
            _ => Reading.Unavailable<T>(reply.Refusal(detail)),
        };
    }

    private static bool IsOfThePlan(string detail) =>
        detail.Contains("limited to", StringComparison.OrdinalIgnoreCase) || detail.Contains("permission", StringComparison.OrdinalIgnoreCase);
}
