using Shouldly;
using UnitTests.Imports.Brokers.Fixtures;
using Xunit;

namespace UnitTests.Imports.Brokers;

/// <summary>Bonds, notes, bills and certificates: priced per 100 of face value, and held per 1 so that quantity × price is money.</summary>
public sealed class DebtTests
{
    [Theory]
    [InlineData("55512QAB3,QUARTZ CITY 4.5% 06/01/2030 BOND,10000,99.5,9950,101", "55512QAB3 10000 at 1.01 on ~2026-11-20 Public/Bond value 9950 cost 10100 PerShare")]
    [InlineData("55512QAB3,QUARTZ CITY 4.5% 06/01/2030 BOND,10000,99.5,,101", "55512QAB3 10000 at 1.01 on ~2026-11-20 Public/Bond value  cost 10100 PerShare")]
    [InlineData("55512QAB3,QUARTZ CITY 4.5% 06/01/2030 BOND,10000,99.5,,", "55512QAB3 10000 at ~0.995 on ~2026-11-20 Public/Bond value  cost  Unknown")]
    [InlineData("55512QAB3,QUARTZ CITY 4.5% 06/01/2030 BOND,,99.5,9950,", "55512QAB3 10000 at ~0.995 on ~2026-11-20 Public/Bond value 9950 cost  Unknown")]
    [InlineData(",QUARTZ CITY 4.5% 06/01/2030,10000,99.5,9950,101", "QUARTZ_CITY_4.5_06_01_2030 10000 at 1.01 on ~2026-11-20 Public/Bond value 9950 cost 10100 PerShare")]
    [InlineData(",QZ BANK CD 3.85% 08/24/2026,10000,99.5,,100", "QZ_BANK_CD_3.85_08_24_2026 10000 at 1 on ~2026-11-20 Private/Other value  cost 10000 PerShare")]
    [InlineData(",U S TREASURY BILL 12/24/2026,1000,0.98,,", "U_S_TREASURY_BILL_12_24_2026 1000 at ~0.98 on ~2026-11-20 Private/TreasuryBills value  cost  Unknown")]
    public void Read_Debt_IsHeldPerOneOfFaceValue(string row, string position)
    {
        var reading = BrokerFiles.Read($"Symbol,Description,Quantity,Price,Market Value,Average Cost\n{row}\n");

        reading.Describe()[1].ShouldBe(position);
        reading.Accounts[0].Positions[0].Notes.ShouldNotContain(note => note.Contains("value is given", StringComparison.Ordinal));
    }
}
