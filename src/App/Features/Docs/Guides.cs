using System.Collections.Frozen;
using Microsoft.AspNetCore.Components;

namespace App.Features.Docs;

/// <summary>A page of the user guide.</summary>
/// <param name="Slug">Its place in the address; empty for the overview.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Body">The page, heading included.</param>
internal sealed record Guide(string Slug, string Title, MarkupString Body)
{
    /// <summary>Its address.</summary>
    public string Address => Slug.Length == 0 ? "/guide" : $"/guide/{Slug}";
}

/// <summary>The user guide: the files of docs/guide, which the build puts into the program. Its README is the overview.</summary>
internal static class Guides
{
    private const string Folder = "guide/";
    private const string Extension = ".md";
    private const string Overview = "README";

    private static readonly FrozenDictionary<string, Guide> BySlug = typeof(Guides).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
        .Select(Load)
        .ToFrozenDictionary(guide => guide.Slug, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every page, the overview first.</summary>
    public static IReadOnlyList<Guide> All { get; } = [.. BySlug.Values.OrderBy(guide => guide.Slug, StringComparer.Ordinal)];

    /// <summary>The page of a slug, the overview for none; null when there is no such page.</summary>
    public static Guide? Find(string? slug) => BySlug.GetValueOrDefault(slug ?? "");

    private static Guide Load(string resource)
    {
        using var stream = typeof(Guides).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var name = resource[Folder.Length..^Extension.Length];
        return new(name == Overview ? "" : name, GuideMarkdown.TitleOf(text), new(GuideMarkdown.Render(text)));
    }
}
