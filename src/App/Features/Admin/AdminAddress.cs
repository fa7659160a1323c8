using System.Globalization;
using App.Features.CommandCenter;

namespace App.Features.Admin;

/// <summary>Writes and reads the addresses of operators' lists. What cannot be read counts as not given: an address is typed and cut by people.</summary>
internal static class AdminAddress
{
    /// <summary>An address with those of the parts that have a value.</summary>
    public static string Of(string path, params IEnumerable<(string Name, string? Value)> parts) =>
        CenterQuery.Address(path, parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => (part.Name, part.Value!)));

    public static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static string? DayText(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Guid? IdOf(string? text) => Guid.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static bool? YesOrNo(string? text) => text switch { "yes" => true, "no" => false, _ => null };

    public static string? YesOrNoText(bool? value) => value switch { true => "yes", false => "no", null => null };

    /// <summary>Words that are looked for; nothing for blank, and no longer than anything that is stored.</summary>
    public static string? Words(string? text) => text?.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, 200)] : null;
}
