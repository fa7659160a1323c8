using System.Globalization;
using App.Core.Imports.Brokers;
using App.Core.Portfolios;
using Shouldly;
using Xunit;

namespace UnitTests.Imports.Brokers;

public sealed class OptionSpellingTests
{
    [Theory]
    [InlineData("QRTZ 06/20/2026 10.00 P", "QRTZ", "10", "2026-06-20", OptionType.Put)]
    [InlineData("QRTZ 6/5/26 1,010.50 C", "QRTZ", "1010.5", "2026-06-05", OptionType.Call)]
    [InlineData("BRK/B 06/20/2026 410.00 C", "BRK.B", "410", "2026-06-20", OptionType.Call)]
    [InlineData("BRK.B 06/20/2026 410.00 C", "BRK.B", "410", "2026-06-20", OptionType.Call)]
    [InlineData("QRTZ 1/16/2026 Call $150.00", "QRTZ", "150", "2026-01-16", OptionType.Call)]
    [InlineData("QRTZ 2026-01-16 put 7.5", "QRTZ", "7.5", "2026-01-16", OptionType.Put)]
    [InlineData(" -QRTZ260620P10", "QRTZ", "10", "2026-06-20", OptionType.Put)]
    [InlineData("-QRTZ260620C12.5", "QRTZ", "12.5", "2026-06-20", OptionType.Call)]
    [InlineData(" -QRTZ260620P00010000", "QRTZ", "10", "2026-06-20", OptionType.Put)]
    [InlineData("QRTZ  260620C00012500", "QRTZ", "12.5", "2026-06-20", OptionType.Call)]
    [InlineData("qrtz260620c00012500", "QRTZ", "12.5", "2026-06-20", OptionType.Call)]
    [InlineData(".QRTZ260620C12", "QRTZ", "12", "2026-06-20", OptionType.Call)]
    [InlineData("QRTZ 20JUN26 10 C", "QRTZ", "10", "2026-06-20", OptionType.Call)]
    [InlineData("QQQ Dec 31 '26 $600 Put", "QQQ", "600", "2026-12-31", OptionType.Put)]
    [InlineData("QQQ Dec 31 2026 $600.50 Call", "QQQ", "600.5", "2026-12-31", OptionType.Call)]
    [InlineData("XYZ#B1326C425000", "XYZ", "425", "2026-02-13", OptionType.Call)]
    [InlineData("XYZ#L1826P7500", "XYZ", "7.5", "2026-12-18", OptionType.Put)]
    [InlineData("CALL (QRTZ) QUARTZ INC JAN 16 26 $150 (100 SHS)", "QRTZ", "150", "2026-01-16", OptionType.Call)]
    [InlineData("PUT QRTZ $10 EXP 06/20/26", "QRTZ", "10", "2026-06-20", OptionType.Put)]
    [InlineData("QRTZ JUN 20 2026 $10 PUT", "QRTZ", "10", "2026-06-20", OptionType.Put)]
    public void Read_ASpelling_GivesTheContract(string text, string underlying, string strike, string expiration, OptionType type) =>
        OptionSpelling.Read(text).ShouldBe(new OptionTerms(
            underlying, decimal.Parse(strike, CultureInfo.InvariantCulture), DateOnly.ParseExact(expiration, "yyyy-MM-dd", CultureInfo.InvariantCulture), type));

    [Theory]
    [InlineData("")]
    [InlineData("QRTZ")]
    [InlineData("QXTF2026")]
    [InlineData("55512QAB3")]
    [InlineData("QUARTZ UTILITY 5.25% 03/15/2031 BOND")]
    [InlineData("QRTZ 02/30/2026 10.00 P")]
    [InlineData("QRTZ260620P00000000")]
    [InlineData("XYZ#M1326C425000")]
    [InlineData("QRTZ 06/20/2026 0.00 P")]
    [InlineData("CALL QUARTZ ABOUT 2026")]
    public void Read_WhatIsNoContract_IsNull(string text) => OptionSpelling.Read(text).ShouldBeNull();
}
