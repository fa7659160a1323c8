using App.Core.Portfolios;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace App.Data.Providers;

/// <summary>Stores an enumeration by the name it has in files and in the API.</summary>
internal sealed class CodeConverter<T>(CodeTable<T> codes) : ValueConverter<T, string>(value => codes.NameOf(value), name => codes.Parse(name))
    where T : struct, Enum;
