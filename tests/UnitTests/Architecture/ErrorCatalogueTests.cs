using System.Reflection;
using System.Text.RegularExpressions;
using App.Core.Results;
using Shouldly;
using Xunit;

namespace UnitTests.Architecture;

/// <summary>The catalogue lists what the source raises: no more, and by the form of its codes no less.</summary>
public sealed partial class ErrorCatalogueTests
{
    public static TheoryData<string> Fields { get; } = [.. from field in CatalogueFields() select $"{field.DeclaringType!.Name}.{field.Name}"];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Definition_OfTheCatalogue_IsRaisedSomewhere(string field)
    {
        var declaring = field[..field.IndexOf('.')];
        Source.Where(file => !file.Text.Contains($"static class {declaring}"))
            .ShouldContain(file => Regex.IsMatch(file.Text, $@"\b{Regex.Escape(field)}\b"), $"{field} is in the catalogue, but nothing in src raises it.");
    }

    [Fact]
    public void Codes_AreUniqueAndOfOneForm()
    {
        var codes = CatalogueFields().Select(field => ((ErrorDefinition)field.GetValue(null)!).Code).ToList();
        codes.ShouldBeUnique();
        codes.ShouldAllBe(code => CodeForm().IsMatch(code));
    }

    [Fact]
    public void Definitions_InTheSource_AreAllInTheCatalogue()
    {
        var inSource = Source.SelectMany(file => Regex.Matches(file.Text, "\"(ERR_[A-Z]+_[0-9]{3})\"")).Select(match => match.Groups[1].Value).Distinct();
        inSource.ShouldBeSubsetOf(ErrorCatalogue.All.Select(definition => definition.Code));
    }

    [Fact]
    public void Definitions_SayWhatHappenedAndWhatToDo() => ErrorCatalogue.All.ShouldAllBe(definition =>
        definition.Title.Length > 0 && definition.Meaning.Length > 0 && definition.Fix.Length > 0 && definition.HttpStatus >= 400 && definition.HttpStatus < 600);

    private static IEnumerable<FieldInfo> CatalogueFields() =>
        from type in typeof(ErrorCatalogue).Assembly.GetTypes()
        where type.GetCustomAttribute<ErrorCatalogueAttribute>() is not null
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.FieldType == typeof(ErrorDefinition)
        select field;

    private static readonly IReadOnlyList<(string Path, string Text)> Source =
        [.. from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            where !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")
            select (path, File.ReadAllText(path))];

    // Ours, and those that the interfaces for many things at once have by name.
    [GeneratedRegex(@"^(ERR_[A-Z]+_\d{3}|(?!ERR_)[A-Z]+(_[A-Z]+)*)$")]
    private static partial Regex CodeForm();
}
