using System.Globalization;
using System.Runtime.CompilerServices;

namespace App.Core.Imports.Rules;

/// <summary>The message of a fault; its parts are evaluated only when the log will keep it.</summary>
[InterpolatedStringHandler]
internal ref struct FaultText
{
    private DefaultInterpolatedStringHandler _text;

    public FaultText(int literalLength, int formattedCount, FaultLog log, TemplateColumn column, out bool isWanted)
    {
        isWanted = log.Wants(column);
        if (isWanted)
            _text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);
    }

    public void AppendLiteral(string literal) => _text.AppendLiteral(literal);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
