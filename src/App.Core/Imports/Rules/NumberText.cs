namespace App.Core.Imports.Rules;

/// <summary>Why a text is not a number.</summary>
internal enum NumberFault
{
    None,
    NotANumber,
    Exponent,
    TwoPoints,
    Grouping,
    TooLarge,
}

/// <summary>Reads numbers as people and brokers write them: <c>1250</c>, <c>-$1,234.50</c>, <c>(5)</c>, <c>+.5</c>.</summary>
/// <remarks>
/// One reading in every file: the point is the decimal sign and commas separate thousands, in groups of three after the first; a decimal comma is
/// <see cref="NumberFault.Grouping"/>, never guessed at. Before the digits may stand one sign (<c>+ - −</c>), one <c>$</c>, one opening parenthesis, in any
/// order and with spaces between; parentheses mean negative and exclude a sign. Anything else, exponents, NaN and infinities included, is a fault. The value is exact:
/// no binary floating point is involved, and at most 12 digits before and 8 after the point are held.
/// </remarks>
/// <param name="Value">The number, its scale without trailing zeros; 0 with a fault, and cut off after 8 decimals.</param>
/// <param name="IntegerDigits">Digits before the point, leading zeros not counted: the number is below 10 to this power.</param>
/// <param name="Decimals">Decimals written, trailing zeros not counted; may exceed the 8 that the value holds.</param>
/// <param name="IsGrouped">True when commas separated thousands.</param>
/// <param name="Fault">Why it is no number, or none.</param>
internal readonly record struct NumberText(decimal Value, int IntegerDigits, int Decimals, bool IsGrouped, NumberFault Fault)
{
    /// <summary>True for 0 however it is written; a number that only the decimals not held tell from 0 is none.</summary>
    public bool IsZero => IntegerDigits == 0 && Decimals == 0;

    /// <summary>True for numbers below 0.</summary>
    public bool IsNegative => decimal.IsNegative(Value);

    private const int IntegerDigitsHeld = PositionLimits.QuantityIntegerDigits;
    private const int DecimalsHeld = PositionLimits.DerivedPriceDecimals;

    /// <summary>The number, or why there is none. The text must be trimmed.</summary>
    public static NumberText Read(ReadOnlySpan<byte> text) => TryReadDigits(text, out var number) ? number : ReadFully(text);

    // Most numbers of most files are a few digits, perhaps with a sign and one point: read without the bookkeeping of the rest, and to the same result.
    private static bool TryReadDigits(ReadOnlySpan<byte> text, out NumberText number)
    {
        number = default;
        var negative = text.Length > 1 && text[0] == '-';
        var digits = negative ? text[1..] : text;
        if (digits.Length is 0 or > 9 || digits[0] is < (byte)'1' or > (byte)'9')
            return false;

        var mantissa = 0u;
        var point = -1;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = (uint)digits[index] - '0';
            if (digit <= 9)
                mantissa = (mantissa * 10) + digit;
            else if (digits[index] == '.' && point < 0)
                point = index;
            else
                return false;
        }

        var scale = point < 0 ? 0 : digits.Length - point - 1;
        if (scale > DecimalsHeld || (scale > 0 && digits[^1] == '0'))
            return false;
        number = new(new decimal((int)mantissa, 0, 0, negative, (byte)scale), point < 0 ? digits.Length : point, scale, false, NumberFault.None);
        return true;
    }

    private static NumberText ReadFully(ReadOnlySpan<byte> text)
    {
        var sign = NumberSign.Strip(ref text);
        if (sign is null)
            return new(0, 0, 0, false, NumberFault.NotANumber);

        var digits = default(Digits);
        foreach (var character in text)
        {
            var fault = digits.Take(character);
            if (fault != NumberFault.None)
                return new(0, 0, 0, false, fault);
        }

        return digits.Finish(sign.Value);
    }

    /// <summary>The digits read so far.</summary>
    private struct Digits
    {
        private UInt128 _mantissa;
        private int _scale;
        private int _integerDigits;
        private int _seen;
        private int _sinceComma;
        private bool _grouped;
        private bool _point;
        private int _position;
        private int _decimals;

        public NumberFault Take(byte character)
        {
            switch (character)
            {
                case >= (byte)'0' and <= (byte)'9':
                    if (_point)
                        TakeDecimal(character - '0');
                    else
                        TakeInteger(character - '0');
                    return NumberFault.None;
                case (byte)',':
                    return TakeComma();
                case (byte)'.':
                    if (_point)
                        return NumberFault.TwoPoints;
                    _point = true;
                    return GroupIsWhole ? NumberFault.None : NumberFault.Grouping;
                case (byte)'e' or (byte)'E' when _seen > 0:
                    return NumberFault.Exponent;
                default:
                    return NumberFault.NotANumber;
            }
        }

        public readonly NumberText Finish(bool negative)
        {
            if (_seen == 0)
                return new(0, 0, 0, false, NumberFault.NotANumber);
            if (!GroupIsWhole)
                return new(0, 0, 0, false, NumberFault.Grouping);
            if (_integerDigits > IntegerDigitsHeld)
                return new(0, 0, 0, false, NumberFault.TooLarge);

            var value = new decimal((int)_mantissa, (int)(_mantissa >> 32), (int)(_mantissa >> 64), negative && _mantissa != 0, (byte)_scale);
            return new(value, _integerDigits, _decimals, _grouped, NumberFault.None);
        }

        private readonly bool GroupIsWhole => !_grouped || _sinceComma == 3;

        private void TakeInteger(int digit)
        {
            _seen++;
            _sinceComma++;
            if (_integerDigits == 0 && digit == 0)
                return;
            if (++_integerDigits <= IntegerDigitsHeld)
                _mantissa = (_mantissa * 10) + (uint)digit;
        }

        // Zeros are held back until another digit follows, so that trailing ones neither count nor widen the scale.
        private void TakeDecimal(int digit)
        {
            _seen++;
            _position++;
            if (digit == 0)
                return;
            _decimals = _position;
            if (_position > DecimalsHeld || _integerDigits > IntegerDigitsHeld)
                return;
            for (; _scale < _position; _scale++)
                _mantissa *= 10;
            _mantissa += (uint)digit;
        }

        private NumberFault TakeComma()
        {
            var firstGroup = !_grouped && _seen is >= 1 and <= 3;
            if (_point || !(firstGroup || (_grouped && _sinceComma == 3)))
                return _seen > 0 ? NumberFault.Grouping : NumberFault.NotANumber;
            _grouped = true;
            _sinceComma = 0;
            return NumberFault.None;
        }
    }
}
