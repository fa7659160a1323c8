using System.Collections.Frozen;
using System.Reflection;

namespace App.Core.Results;

/// <summary>Every error of the application. The API, the pages and the <c>/errors/{code}</c> reference read it from here.</summary>
/// <remarks>
/// Filled from the static <see cref="ErrorDefinition"/> fields of the classes marked with <see cref="ErrorCatalogueAttribute"/>, one such
/// class per feature. Two entries with one code stop the program at first use.
/// </remarks>
public static class ErrorCatalogue
{
    private static readonly FrozenDictionary<string, ErrorDefinition> ByCode = Collect()
        .ToFrozenDictionary(definition => definition.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<ErrorDefinition> All { get; } = [.. ByCode.Values.OrderBy(definition => definition.Code, StringComparer.Ordinal)];

    /// <summary>The entry of <paramref name="code"/>, in any case; null when there is none.</summary>
    public static ErrorDefinition? Find(string code) => ByCode.GetValueOrDefault(code);

    private static IEnumerable<ErrorDefinition> Collect() =>
        from type in typeof(ErrorCatalogue).Assembly.GetTypes()
        where type.GetCustomAttribute<ErrorCatalogueAttribute>() is not null
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.FieldType == typeof(ErrorDefinition)
        select (ErrorDefinition)field.GetValue(null)!;
}

/// <summary>Marks a static class whose <see cref="ErrorDefinition"/> fields belong to the catalogue.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ErrorCatalogueAttribute : Attribute;
