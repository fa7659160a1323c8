using App.Core.Results;

namespace App.Core.Idempotency;

/// <summary>What tells a call that is repeated from one that is meant again: whose it is, where it goes, and the key that the caller gave it.</summary>
/// <param name="OwnerId">The user in whose name it is made.</param>
/// <param name="Route">The method and the path, such as <c>POST /api/v2/portfolios</c>; at most <see cref="LongestRoute"/> characters.</param>
/// <param name="Value">The key, as sent.</param>
public sealed record IdempotencyKey(Guid OwnerId, string Route, string Value)
{
    /// <summary>The header that a key comes in.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The most characters of a key.</summary>
    public const int Longest = 255;

    /// <summary>The most characters of a route.</summary>
    public const int LongestRoute = 300;

    /// <summary>How long a reply is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>The key of a header's values; null when there is none. Errors: IDEMPOTENCY_KEY_INVALID.</summary>
    /// <param name="values">The header's values, one of each time it was sent.</param>
    public static Result<string?> Read(IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values switch
        {
            [] => (string?)null,
            { Count: > 1 } => Invalid($"The header {Header} was sent {values.Count} times. Send it once."),
            [null or ""] => Invalid($"The header {Header} is empty. Send 1 to {Longest} characters, or leave it out."),
            [{ Length: > Longest } value] => Invalid($"The key has {value.Length} characters; {Longest} are allowed. A UUID has 36."),
            [var value] when !value.All(letter => letter is > ' ' and <= '~') => Invalid("The key has a character that is none of the visible ones of ASCII. A UUID is a good key."),
            [var value] => value,
            _ => throw new InvalidOperationException("A list has none, one or more."),
        };
    }

    private static Error Invalid(string message) => IdempotencyErrors.Invalid.Because(message, Header);
}
