using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Postgres
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
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lot_key",
                table: "positions",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            // By hand: what LotKeys makes of a position, for the rows from before it; doubles are numbered in their order.
            migrationBuilder.Sql(
                """
                UPDATE positions SET lot_key = keyed.lot_key
                FROM (
                    SELECT id, first || CASE WHEN number = 1 THEN '' ELSE '#' || number END AS lot_key
                    FROM (
                        SELECT id, first, ROW_NUMBER() OVER (PARTITION BY portfolio_id, first ORDER BY ordinal, id) AS number
                        FROM (
                            SELECT id, portfolio_id, ordinal, symbol || '|' || to_char(entry_date, 'YYYY-MM-DD') || CASE WHEN class = 'OPTIONS'
                                THEN '|' || underlying_symbol || '|' || trim_scale(strike_price) || '|' || to_char(expiration_date, 'YYYY-MM-DD') || '|' || option_type
                                ELSE '' END AS first
                            FROM positions
                        ) AS firsts
                    ) AS numbered
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
