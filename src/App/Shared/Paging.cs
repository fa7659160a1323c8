using System.Globalization;

namespace App.Shared;

/// <summary>The pages of a list, as addresses name them.</summary>
internal static class Paging
{
    /// <summary>The page of an address, from 1. What cannot be read counts as not given: an address is typed and cut by people.</summary>
    public static int PageOf(string? text, int pageSize) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, int.MaxValue / pageSize) : 1;

    /// <summary>How many pages so many rows take; one when there are none.</summary>
    public static int PagesOf(int rows, int pageSize) => Math.Max(1, (rows + pageSize - 1) / pageSize);

    /// <summary>A page as it stands in an address; nothing for the first.</summary>
    public static string? TextOf(int page) => page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null;
}
