using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BulkWrites : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "stated",
                table: "securities",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lot_key",
                table: "positions",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            // By hand: what LotKeys makes of a position, for the rows from before it; doubles are numbered in their order. Decimals are texts here, with at least one decimal.
            migrationBuilder.Sql(
                """
                UPDATE positions SET lot_key = keyed.lot_key
                FROM (
                    SELECT id, first || CASE WHEN number = 1 THEN '' ELSE '#' || number END AS lot_key
                    FROM (
                        SELECT id, first, ROW_NUMBER() OVER (PARTITION BY portfolio_id, first ORDER BY ordinal, id) AS number
                        FROM (
                            SELECT id, portfolio_id, ordinal, symbol || '|' || entry_date || CASE WHEN class = 'OPTIONS'
                                THEN '|' || underlying_symbol || '|' || CASE WHEN instr(strike_price, '.') > 0 THEN rtrim(rtrim(strike_price, '0'), '.') ELSE strike_price END || '|' || expiration_date || '|' || option_type
                                ELSE '' END AS first
                            FROM positions
                        )
                    )
                ) AS keyed
                WHERE positions.id = keyed.id;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_positions_portfolio_lot_key",
                table: "positions",
                columns: new[] { "portfolio_id", "lot_key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_positions_portfolio_lot_key",
                table: "positions");

            migrationBuilder.DropColumn(
                name: "stated",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "lot_key",
                table: "positions");
        }
    }
}
