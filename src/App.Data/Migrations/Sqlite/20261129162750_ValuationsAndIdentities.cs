using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ValuationsAndIdentities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "input_identity",
                table: "risk_reports",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "input_identity",
                table: "portfolio_snapshots",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "valuations",
                table: "import_undos",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "position_valuations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    price = table.Column<decimal>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_position_valuations", x => x.id);
                    table.ForeignKey(
                        name: "fk_position_valuations_positions_position_id",
                        column: x => x.position_id,
                        principalTable: "positions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_position_valuations_position_id_date",
                table: "position_valuations",
                columns: new[] { "position_id", "date" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "position_valuations");

            migrationBuilder.DropColumn(
                name: "input_identity",
                table: "risk_reports");

            migrationBuilder.DropColumn(
                name: "input_identity",
                table: "portfolio_snapshots");

            migrationBuilder.DropColumn(
                name: "valuations",
                table: "import_undos");
        }
    }
}
