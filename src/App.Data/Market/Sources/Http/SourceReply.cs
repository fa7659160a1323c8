using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace App.Data.Market.Sources.Http;

/// <summary>What a source said to a request: an answer, welcome or not, or the reason why there is none.</summary>
/// <param name="Fault">Why there is no answer, as a clause that begins after the source's name; null when there is one.</param>
/// <param name="Status">The answer's status; 0 without an answer.</param>
/// <param name="Body">The answer's body; empty without one.</param>
/// <param name="Cookies">The answer's Set-Cookie headers.</param>
internal sealed record SourceReply(string? Fault, HttpStatusCode Status, ReadOnlyMemory<byte> Body, IReadOnlyList<string> Cookies)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.Strict };

    /// <summary>There is no answer.</summary>
    public static SourceReply None(string fault) => new(fault, 0, default, []);

    /// <summary>True for an answer of the 200s.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The body as text; what is no UTF-8 shows as such.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>True when the body is a page for people: a notice of maintenance, a request to agree or to prove that one is no robot.</summary>
    public bool IsPage => Text.AsSpan().TrimStart("\uFEFF \t\r\n").StartsWith("<", StringComparison.Ordinal);

    /// <summary>Reads the body as JSON, whatever the status: refusals come as JSON too.</summary>
    /// <typeparam name="T">The part of the answer that is used. Members that are missing stay null.</typeparam>
    public Reading<T> ReadJson<T>()
        where T : class
    {
        if (Fault is not null)
        {
            return Reading.Unavailable<T>(Fault);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(Body.Span, Json) is { } value ? Reading.Of(value) : Reading.Unavailable<T>(Refusal("nothing"));
        }
        catch (JsonException)
        {
            return Reading.Unavailable<T>(Refusal(this switch
            {
                { Body.IsEmpty: true } => "an empty body",
                { IsPage: true } => "a web page instead of data",
                _ => $"something that is not the data expected: “{Beginning}”",
            }));
        }
    }

    /// <summary>The status in words, with more about it.</summary>
    /// <param name="detail">What else to say of the answer; empty for nothing.</param>
    public string Refusal(string detail) => IsSuccess
        ? $"answered with {detail}"
        : $"answered {(int)Status} {(detail.Length > 0 ? $"({detail})" : Status.ToString())}";

    private string Beginning => Text.Length <= 60 ? Text : Text[..60] + "…";
}
