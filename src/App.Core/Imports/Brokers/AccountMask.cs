using System.Collections.Frozen;
using System.Text;

namespace App.Core.Imports.Brokers;

/// <summary>Account numbers show their last four characters, everywhere.</summary>
/// <remarks>
/// A number of 7 digits and more is an account's unless it goes on as an amount does; one of 5 or 6 may also be a count, a postal code or a pool of mortgages, and
/// is told by the words around it. In doubt it is masked: what is hidden by mistake can be looked up in the file.
/// </remarks>
internal static class AccountMask
{
    private const int Shown = 4;
    private const int LongestText = 2_000;
    private const int ShortestNumber = 5;
    private const int CusipLength = 9;

    private static readonly FrozenSet<string> AccountWords = Words("account acct accnt acc");
    private static readonly FrozenSet<string> BetweenWords = Words("number no num nr id ending in");
    private static readonly FrozenSet<string> CountedWords = Words("shares share shs sh units unit contracts contract par face dollars usd eur gbp cad rows positions lots bonds");
    private static readonly FrozenSet<string> CountingWords = Words("usd eur gbp cad qty quantity pool pl series ser");
    private static readonly FrozenSet<string> States = Words(
        "al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa pr ri sc sd tn tx ut vt va wa wv wi wy");

    private enum Place
    {
        Row,
        Name,
        Security,
    }

    /// <summary><c>Z12345678</c> becomes <c>…5678</c>; what the broker masked already keeps what it shows. Null for nothing.</summary>
    public static string? Of(string? number)
    {
        var characters = (number ?? "").Where(char.IsLetterOrDigit).TakeLast(Shown).ToArray();
        return characters.Length == 0 ? null : $"…{new string(characters)}";
    }

    /// <summary>
    /// A text of the file in which whatever could be an account's number is masked: letters with 5 digits and more, or 5 digits and more, hyphens between them
    /// included. Amounts, counts, dates, years, postal codes behind their state and CUSIPs stay, and so does a number that is all of the text.
    /// </summary>
    /// <remarks>Walked by hand: a pattern for this takes a time that grows faster than the text does. What lies beyond 2 000 characters is cut off.</remarks>
    public static string Text(string text) => Masked(text, Place.Row);

    /// <summary>The name of an account: nothing in it is an amount, every number of 5 digits and more is masked.</summary>
    public static string Name(string text) => Masked(text, Place.Name);

    /// <summary>The words of a security, in which numbers are coupons, pools and strikes: masked is only one behind the word account.</summary>
    public static string Security(string text) => text.Contains("acc", StringComparison.OrdinalIgnoreCase) ? Masked(text, Place.Security) : text;

    /// <summary>True for a cell that says that the next one is an account's number.</summary>
    public static bool Announces(string cell) => cell.Length <= 40 && !cell.AsSpan().ContainsAnyInRange('0', '9') && cell.Split([' ', ':', '#', '.'], StringSplitOptions.RemoveEmptyEntries).Any(AccountWords.Contains);

    private static string Masked(string text, Place place)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
            return text;
        var masked = new StringBuilder();
        var rest = text.AsSpan(0, Math.Min(text.Length, LongestText));
        var isAlone = LengthOfRun(rest.Trim()) == rest.Trim().Length;
        ReadOnlySpan<char> word = "";
        var (before, isBehindAccount) = (' ', false);
        while (!rest.IsEmpty)
        {
            var length = LengthOfRun(rest);
            if (length == 0)
            {
                masked.Append(rest[0]);
            }
            else
            {
                var run = rest[..length];
                if (IsNumber(new(run, word, before, rest[length..], isBehindAccount, isAlone), place))
                    masked.Append(Of(run.ToString()));
                else
                    masked.Append(run);
                isBehindAccount = Has(AccountWords, run) || (isBehindAccount && Has(BetweenWords, run));
                word = run;
            }

            length = Math.Max(1, length);
            before = rest[length - 1];
            rest = rest[length..];
        }

        return masked.ToString();
    }

    // Letters, digits, and hyphens that stand between them.
    private static int LengthOfRun(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || (text[length] == '-' && length > 0 && length + 1 < text.Length && char.IsAsciiLetterOrDigit(text[length + 1]))))
            length++;
        return length;
    }

    private static bool IsNumber(Run run, Place place)
    {
        if (run.Digits < ShortestNumber || run.IsDate)
            return false;
        if (run.IsBehindAccount || place == Place.Name)
            return true;
        if (place == Place.Security)
            return false;
        if (run.Letters > 0)
            return !IsCusip(run.Text);
        if (run.IsAmount || run.IsYears || Has(States, run.Word) && run.IsPostalCode)
            return false;
        if (run.Digits >= 7)
            return !(run.Word.Equals("cusip", StringComparison.OrdinalIgnoreCase) && IsCusip(run.Text));
        return !run.IsAlone && !Has(CountingWords, run.Word) && !Has(CountedWords, run.NextWord);
    }

    // Nine characters, the last of which follows from the others. Those that begin with a letter look like accounts' numbers too often.
    private static bool IsCusip(ReadOnlySpan<char> text)
    {
        if (text.Length != CusipLength || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[^1]))
            return false;
        var sum = 0;
        for (var index = 0; index < CusipLength - 1; index++)
        {
            if (!char.IsAsciiLetterOrDigit(text[index]))
                return false;
            var value = char.IsAsciiDigit(text[index]) ? text[index] - '0' : char.ToUpperInvariant(text[index]) - 'A' + 10;
            value *= index % 2 == 1 ? 2 : 1;
            sum += (value / 10) + (value % 10);
        }

        return (10 - (sum % 10)) % 10 == text[^1] - '0';
    }

    private static bool Has(FrozenSet<string> words, ReadOnlySpan<char> word) => word.Length is > 0 and < 12 && words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A run of letters and digits and what stands around it.</summary>
    private readonly ref struct Run(ReadOnlySpan<char> text, ReadOnlySpan<char> word, char before, ReadOnlySpan<char> after, bool isBehindAccount, bool isAlone)
    {
        private readonly char _before = before;
        private readonly ReadOnlySpan<char> _after = after;

        public ReadOnlySpan<char> Text { get; } = text;

        /// <summary>The run before it.</summary>
        public ReadOnlySpan<char> Word { get; } = word;

        public int Digits { get; } = Count(text, char.IsAsciiDigit);

        public int Letters { get; } = Count(text, char.IsAsciiLetter);

        public bool IsBehindAccount { get; } = isBehindAccount;

        /// <summary>True when it is all of the text.</summary>
        public bool IsAlone { get; } = isAlone;

        public ReadOnlySpan<char> NextWord
        {
            get
            {
                var next = _after.TrimStart();
                return next[..LengthOfRun(next)];
            }
        }

        public bool IsDate => Text.Length is >= 8 and <= 16 && FileDate.Read(Text.ToString()) is not null;

        // 02110 and 02110-1234
        public bool IsPostalCode => Text.Length == 5 || (Text.Length == 10 && Text[5] == '-');

        // 2025-2026
        public bool IsYears => Text.Length == 9 && Text[4] == '-' && Text[0] is '1' or '2' && Text[5] is '1' or '2';

        // Digits alone are an amount when they go on as one does, behind a currency or around a point: $1234567.00, 0.1234567.
        public bool IsAmount => _before is '$' or '€' or '£' or '.' or ',' or '/'
            || (_after.Length > 0 && _after[0] == '%') || (_after.Length > 1 && _after[0] is '.' or ',' or '/' && char.IsAsciiDigit(_after[1]));

        private static int Count(ReadOnlySpan<char> text, Func<char, bool> isCounted)
        {
            var count = 0;
            foreach (var character in text)
                count += isCounted(character) ? 1 : 0;
            return count;
        }
    }
}
